using Vae.Core.Data;
using Vae.Core.Imaging;

namespace Vae.Core.Tests.Imaging;

/// <summary>What every <see cref="ImageCodec"/> does; run for the codec that this build brings.</summary>
public class ImageCodecTests
{
    [Theory]
    [InlineData(ImageFormat.Png, 1)]
    [InlineData(ImageFormat.Png, 3)]
    [InlineData(ImageFormat.WebP, 1)]
    [InlineData(ImageFormat.WebP, 3)]
    public void Encode_ReadsBackToTheSameBytes_WhenTheFormatIsLossless(ImageFormat format, int channels)
    {
        var image = TestImages.Smooth(33, 21, channels);

        var pixels = TestImages.Reader().Read(ImageCodec.Encode(image, format), new ImageShape(channels, 21, 33));

        Interleaved(pixels, image).ShouldBe(image.Pixels);
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg, 1, null)]
    [InlineData(ImageFormat.Jpeg, 3, null)]
    [InlineData(ImageFormat.Jpeg, 3, 100)]
    [InlineData(ImageFormat.WebP, 1, 90)]
    [InlineData(ImageFormat.WebP, 3, 90)]
    public void Encode_ReadsBackNearTheOriginal_WhenTheFormatIsLossy(ImageFormat format, int channels, int? quality)
    {
        var image = TestImages.Smooth(32, 24, channels);

        var pixels = TestImages.Reader().Read(ImageCodec.Encode(image, format, quality), new ImageShape(channels, 24, 32));

        // A smooth picture at quality 90: a mean error of a few levels; a swap of channels or axes costs 15 and more.
        Interleaved(pixels, image).Zip(image.Pixels, (a, b) => Math.Abs(a - b)).Average().ShouldBeLessThan(5);
    }

    [Fact]
    public void Encode_MakesASmallerFile_WhenQualityIsLower()
    {
        var image = TestImages.Smooth(64, 64, 3);

        ImageCodec.Encode(image, ImageFormat.Jpeg, 20).Length
            .ShouldBeLessThan(ImageCodec.Encode(image, ImageFormat.Jpeg, 95).Length);
    }

    [Fact]
    public void Encode_Throws_WhenThePixelsDoNotFitTheSides()
    {
        var message = Should.Throw<ArgumentException>(
            () => ImageCodec.Encode(new PixelImage(4, 4, 3, new byte[47]), ImageFormat.Png)).Message;

        message.ShouldContain("4 x 4 x 3");
        message.ShouldContain("47");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void Encode_Throws_WhenTheQualityIsOutOfRange(int quality) => Should.Throw<ArgumentOutOfRangeException>(
        () => ImageCodec.Encode(TestImages.Smooth(4, 4, 1), ImageFormat.Jpeg, quality));

    [Theory]
    [InlineData(ImageFormat.WebP, 16_382)]
    [InlineData(ImageFormat.Jpeg, 65_500)]
    [InlineData(ImageFormat.Png, 1_000_000)]
    public void Encode_Throws_WhenTheFormatCannotHoldTheSide(ImageFormat format, int longest)
    {
        ImageCodec.Encode(new PixelImage(longest, 1, 1, new byte[longest]), format).ShouldNotBeEmpty();
        Should.Throw<ArgumentException>(
            () => ImageCodec.Encode(new PixelImage(longest + 1, 1, 1, new byte[longest + 1]), format))
            .Message.ShouldContain($"{longest + 1}");
    }

    [Theory]
    [InlineData(ImageFormat.Png)]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.WebP)]
    public void Decode_Rejects_WhenTheHeaderDisagreesWithTheData(ImageFormat format)
    {
        var encoded = TestImages.Encode(format, width: 20, height: 14);
        var header = new ImageHeader(format, 14, 20, Orientation: 1);

        Should.Throw<ImageRejectedException>(() => ImageCodec.Decode(encoded, header, new byte[header.RgbaLength]))
            .Reason.ShouldBe(ImageRejection.Invalid);
    }

    [Fact]
    public void Decode_Throws_WhenTheBufferHasAnotherLength()
    {
        var header = new ImageHeader(ImageFormat.Png, 20, 14, Orientation: 1);

        Should.Throw<ArgumentException>(
            () => ImageCodec.Decode(TestImages.Encode(ImageFormat.Png), header, new byte[header.RgbaLength - 1]));
    }

    private static byte[] Interleaved(float[] planar, PixelImage like) =>
        ImageGrid.Single(planar, new ImageShape(like.Channels, like.Height, like.Width)).Pixels;
}
