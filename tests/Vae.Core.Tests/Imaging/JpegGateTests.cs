using Vae.Core.Data;
using Vae.Core.Imaging;

namespace Vae.Core.Tests.Imaging;

public class JpegGateTests
{
    private static readonly byte[] Start = [0xFF, 0xD8];
    private static readonly byte[] End = [0xFF, 0xD9];
    private static readonly byte[] Coded = [0x12, 0xFF, 0x00, 0xFF, 0xD0, 0x34];

    [Fact]
    public void Inspect_DropsMetadata_AndKeepsThePicture()
    {
        var jpeg = TestImages.Encode(ImageFormat.Jpeg);
        var noisy = TestImages.WithSegments(
            jpeg,
            TestImages.Segment(0xE1, [.. "Exif\0\0"u8, .. TestImages.Exif(3, little: true), .. new byte[2000]]),
            TestImages.Segment(0xE2, [.. "ICC_PROFILE\0"u8, .. new byte[500]]),
            TestImages.Segment(0xED, [.. "Photoshop 3.0\0"u8, .. new byte[500]]),
            TestImages.Segment(0xFE, [.. "a comment"u8]));

        ImageGateTests.Inspect(jpeg, out var plain).Orientation.ShouldBe(1);
        ImageGateTests.Inspect(noisy, out var gated).Orientation.ShouldBe(3);

        gated.ShouldBe(plain);
        plain.Length.ShouldBeLessThanOrEqualTo(jpeg.Length);
    }

    [Fact]
    public void Read_TakesTheComponentsAsRgb_WhenAdobesMarkerSaysSo()
    {
        // The same data without and with the marker: as Y Cb Cr (128, 128, 128) grey, as R G B also grey, but (255, 128, 128) differs.
        var grey = ImageCodec.Encode(new PixelImage(8, 8, 3, [.. Enumerable.Repeat((byte)255, 192)]), ImageFormat.Jpeg, 100);
        byte[] withoutJfif = [.. grey[..2], .. grey[20..]];
        var adobe = TestImages.WithSegments(withoutJfif, TestImages.Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]));

        TestImages.Reader().Read(withoutJfif, new ImageShape(3, 1, 1)).ShouldBe([1, 1, 1], tolerance: 0.01);
        TestImages.Reader().Read(adobe, new ImageShape(3, 1, 1)).ShouldBe([1, 128 / 255f, 128 / 255f], tolerance: 0.01);
    }

    [Fact]
    public void Inspect_RefusesBySize_WhenTheRestOfTheFileIsMissing() =>
        ImageGateTests.Refused([.. Start, .. TestImages.Segment(0xE0, new byte[500]), .. Frame(0xC0, 65535, 65535, 3)])
            .Reason.ShouldBe(ImageRejection.TooLarge);

    [Fact]
    public void Inspect_RefusesScans_BeyondTheCap()
    {
        byte[] Scans(int count) => [.. Start, .. Frame(0xC2, 8, 8, 1), .. Enumerable.Repeat<byte[]>([.. Scan(1), .. Coded], count).SelectMany(b => b), .. End];

        ImageGateTests.Inspect(Scans(100), out _).Width.ShouldBe(8);
        Invalid(Scans(101)).ShouldContain("101 scans");
    }

    [Fact]
    public void Inspect_RefusesFewerScans_WhenTheImageIsLarge()
    {
        byte[] scans = [.. Enumerable.Repeat<byte[]>([.. Scan(1), .. Coded], 60).SelectMany(b => b)];

        Invalid([.. Start, .. Frame(0xC2, 4000, 4000, 1), .. scans, .. End]).ShouldContain("scans");
    }

    [Fact]
    public void Inspect_Refuses_WhenThereAreTooManySegments()
    {
        byte[][] markers = [.. Enumerable.Repeat(TestImages.Segment(0xE5), 10_000)];

        Invalid(TestImages.WithSegments(TestImages.Encode(ImageFormat.Jpeg), markers)).ShouldContain("segments");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Inspect_Refuses_WhenComponentsAreNotGreyOrColour(byte components) =>
        Invalid([.. Start, .. Frame(0xC0, 8, 8, components), .. Scan(1), .. Coded, .. End]).ShouldContain($"{components} components");

    [Theory]
    [InlineData(0xC3)]
    [InlineData(0xC9)]
    [InlineData(0xCA)]
    [InlineData(0xCF)]
    public void Inspect_Refuses_WhenTheProcessIsNotHuffman(byte marker) =>
        Invalid([.. Start, .. Frame(marker, 8, 8, 1), .. Scan(1), .. Coded, .. End]).ShouldContain("baseline");

    [Fact]
    public void Inspect_Refuses_WhenTheStructureIsOutOfOrder()
    {
        byte[] frame = Frame(0xC0, 8, 8, 1), scan = [.. Scan(1), .. Coded];
        Invalid([.. Start, .. scan, .. End]).ShouldContain("before its frame");
        Invalid([.. Start, .. frame, .. frame, .. scan, .. End]).ShouldContain("two frames");
        Invalid([.. Start, .. frame, .. End]).ShouldContain("no scan");
        Invalid([.. Start, .. frame, .. Scan(3), .. Coded, .. End]).ShouldContain("scan header");
        Invalid([.. Start, .. frame, .. scan, 0xFF, 0xD8, .. End]).ShouldContain("0xD8");
        Invalid([.. Start, .. frame, .. scan, 0xFF, 0xDC, 0, 4, 0, 8, .. End]).ShouldContain("0xDC");
        Invalid([.. Start, .. Frame(0xC0, 8, 0, 1), .. scan, .. End]).ShouldContain("8 x 0");
        Invalid([.. Start, 0xFF, 0xE0, 0, 1, .. End]).ShouldContain("length 1");
    }

    [Fact]
    public void Inspect_SkipsFillBytes_BeforeAMarker()
    {
        byte[] jpeg = [.. Start, 0xFF, 0xFF, .. Frame(0xC0, 8, 8, 1), .. Scan(1), .. Coded, 0xFF, .. End];

        ImageGateTests.Inspect(jpeg, out var gated);

        gated.ShouldBe([.. Start, .. Frame(0xC0, 8, 8, 1), .. Scan(1), .. Coded, .. End]);
    }

    private static byte[] Frame(byte marker, int width, int height, byte components) => TestImages.Segment(
        marker,
        [
            8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, components,
            .. Enumerable.Range(1, components).SelectMany(id => new byte[] { (byte)id, 0x11, 0 }),
        ]);

    private static byte[] Scan(byte components) => TestImages.Segment(
        0xDA, [components, .. Enumerable.Range(1, components).SelectMany(id => new byte[] { (byte)id, 0 }), 0, 63, 0]);

    private static string Invalid(byte[] jpeg)
    {
        var refusal = ImageGateTests.Refused(jpeg);
        refusal.Reason.ShouldBe(ImageRejection.Invalid);
        return refusal.Message;
    }
}
