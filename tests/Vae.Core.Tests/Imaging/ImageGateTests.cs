using System.Text;
using Vae.Core.Data;
using Vae.Core.Imaging;

namespace Vae.Core.Tests.Imaging;

/// <summary>What the gate does alike for the three formats.</summary>
public class ImageGateTests
{
    public static TheoryData<ImageFormat> Formats => [ImageFormat.Png, ImageFormat.Jpeg, ImageFormat.WebP];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Inspect_TellsFormatAndSize_ByTheContent(ImageFormat format)
    {
        var header = Inspect(TestImages.Encode(format, 20, 14), out _);

        header.ShouldBe(new ImageHeader(format, 20, 14, Orientation: 1));
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"file:///etc/passwd\"/></svg>")]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><svg>&a;</svg>")]
    [InlineData("GIF89a\u0001\0\u0001\0")]
    [InlineData("BM\u0010\0\0\0")]
    [InlineData("II*\0\u0008\0\0\0")]
    [InlineData("%PDF-1.7\n")]
    [InlineData("%!PS-Adobe-3.0 EPSF-3.0")]
    [InlineData("PK\u0003\u0004")]
    [InlineData("<html><body>")]
    [InlineData("data:image/png;base64,iVBORw0KGgo=")]
    [InlineData("push graphic-context")]
    [InlineData("\0\0\0\u000Cjxl ")]
    [InlineData("RIFF\u0010\0\0\0WAVEfmt ")]
    [InlineData("x")]
    public void Inspect_RefusesTheType_WhenItIsNoneOfTheThree(string content) =>
        Refused(Encoding.Latin1.GetBytes(content)).Reason.ShouldBe(ImageRejection.UnsupportedMediaType);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Inspect_RefusesTheType_WhenAnotherFileComesFirst(ImageFormat format) =>
        Refused([.. "<html>"u8, .. TestImages.Encode(format)]).Reason.ShouldBe(ImageRejection.UnsupportedMediaType);

    [Fact]
    public void Inspect_RefusesTheImage_WhenItIsEmpty() => Refused([]).Reason.ShouldBe(ImageRejection.Invalid);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Inspect_RefusesTheImage_WhenBytesFollowItsEnd(ImageFormat format)
    {
        var image = TestImages.Encode(format);

        Refused([.. image, 0]).Reason.ShouldBe(ImageRejection.TrailingData);
        Refused([.. image, .. "PK\u0003\u0004 a second file"u8]).Reason.ShouldBe(ImageRejection.TrailingData);
        Refused([.. image, .. image]).Reason.ShouldBe(ImageRejection.TrailingData);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Inspect_RefusesTheImage_AtEveryPointWhereItIsCut(ImageFormat format)
    {
        var image = TestImages.Encode(format);

        for (var length = 0; length < image.Length; length++)
            Refused(image[..length]).Reason.ShouldBe(ImageRejection.Invalid, $"cut after {length} of {image.Length} bytes");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Read_DecodesOrRefuses_WhenAnyBitIsFlipped(ImageFormat format)
    {
        var image = TestImages.Encode(format);
        var reader = TestImages.Reader();
        var random = new Random(1);
        var refused = 0;
        for (var at = 0; at < image.Length; at++)
        {
            var damaged = (byte[])image.Clone();
            damaged[at] ^= (byte)(1 << random.Next(8));
            try
            {
                reader.Read(damaged, new ImageShape(1, 4, 4)).ShouldAllBe(v => v >= 0 && v <= 1.00001f);
            }
            catch (ImageRejectedException)
            {
                refused++;
            }
        }

        // PNG has check sums: almost nothing goes through. JPEG and WebP have none, but their structure still refuses some.
        refused.ShouldBeGreaterThan(format == ImageFormat.Png ? image.Length * 9 / 10 : 10);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Inspect_RefusesTheImage_WhenALimitIsExceeded(ImageFormat format)
    {
        var image = TestImages.Encode(format, 20, 14);

        foreach (var limits in new[]
        {
            new ImageLimits { MaxSide = 19 }, new ImageLimits { MaxPixels = 279 }, new ImageLimits { MaxBytes = image.Length - 1 },
        })
        {
            var refusal = Refused(image, limits);
            refusal.Reason.ShouldBe(ImageRejection.TooLarge);
            (refusal.MaxSide, refusal.MaxPixels, refusal.MaxBytes).ShouldBe((limits.MaxSide, limits.MaxPixels, limits.MaxBytes));
        }

        var exact = new ImageLimits { MaxSide = 20, MaxPixels = 280, MaxBytes = image.Length };
        Inspect(image, out _, exact).Width.ShouldBe(20);
    }

    [Fact]
    public void Inspect_Throws_WhenThereIsNoRoom() =>
        Should.Throw<ArgumentException>(
            () => ImageGate.Inspect(TestImages.Encode(ImageFormat.Png), new ImageLimits(), new byte[8], out _));

    [Fact]
    public void Inspect_AlwaysFindsAnOrientation_WhenExifIsGarbage()
    {
        var random = new Random(2);
        for (var i = 0; i < 2000; i++)
        {
            var exif = TestImages.Exif(6, little: i % 2 == 0);
            var block = new byte[random.Next(40)];
            random.NextBytes(block);
            exif.AsSpan(0, Math.Min(random.Next(27), block.Length)).CopyTo(block);
            for (var flips = 0; flips < 3 && block.Length > 0; flips++)
                block[random.Next(block.Length)] = (byte)random.Next(256);
            var png = TestPng.FromRows(1, 8, 0, [[1]], TestPng.Chunk("eXIf", block));

            Inspect(png, out _).Orientation.ShouldBeInRange(1, 8);
        }
    }

    internal static ImageHeader Inspect(byte[] encoded, out byte[] gated, ImageLimits? limits = null) =>
        ImageGate.Inspect(encoded, limits ?? new ImageLimits(), out gated);

    internal static ImageRejectedException Refused(byte[] encoded, ImageLimits? limits = null) =>
        Should.Throw<ImageRejectedException>(() => Inspect(encoded, out _, limits));
}
