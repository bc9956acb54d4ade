using Vae.Core.Data;
using Vae.Core.Imaging;

namespace Vae.Core.Tests.Imaging;

public class WebPGateTests
{
    private static readonly byte[] Lossless = TestImages.ImageChunk(TestImages.Encode(ImageFormat.WebP, 20, 14));

    private static readonly byte[] Lossy =
        TestImages.ImageChunk(ImageCodec.Encode(TestImages.Smooth(20, 14, 3), ImageFormat.WebP, 80));

    [Fact]
    public void Inspect_DropsMetadata_AndKeepsThePicture()
    {
        var webp = TestImages.Riff(
            TestImages.Extended(20, 14, flags: 0x2C),
            TestImages.WebPChunk("ICCP"u8, new byte[333]),
            Lossless,
            TestImages.WebPChunk("EXIF"u8, TestImages.Exif(8, little: true)),
            TestImages.WebPChunk("XMP "u8, "<x:xmpmeta/>"u8),
            TestImages.WebPChunk("abcd"u8, new byte[5]));

        ImageGateTests.Inspect(webp, out var gated).Orientation.ShouldBe(8);

        gated.ShouldBe(TestImages.Riff(Lossless));
    }

    [Fact]
    public void Read_ComposesOverBlack_WhenALossyImageHasAnAlphaPlane()
    {
        // ALPH, RFC 9649 section 2.7.1.2: a byte of flags (0: raw, unfiltered), then one byte a pixel.
        byte[] alpha = [0, .. Enumerable.Range(0, 20 * 14).Select(i => (byte)(i % 20 < 10 ? 0 : 255))];
        var webp = TestImages.Riff(TestImages.Extended(20, 14, flags: 0x10), TestImages.WebPChunk("ALPH"u8, alpha), Lossy);
        var opaque = TestImages.Reader().Read(TestImages.Riff(Lossy), new ImageShape(1, 1, 2));

        TestImages.Reader().Read(webp, new ImageShape(1, 1, 2)).ShouldBe([0f, opaque[1]], tolerance: 1e-6);
    }

    [Fact]
    public void Inspect_Refuses_WhenItIsAnimated()
    {
        var frames = Enumerable.Repeat(TestImages.WebPChunk("ANMF"u8, new byte[24]), 10_000);

        Invalid(TestImages.Riff([TestImages.Extended(20, 14, flags: 0x02), .. frames])).ShouldContain("animated");
        Invalid(TestImages.Riff([TestImages.Extended(20, 14, flags: 0), .. frames])).ShouldContain("animated");
    }

    [Fact]
    public void Inspect_RefusesBySize_WhenTheRestOfTheFileIsMissing()
    {
        // VP8: start code, then 14 bits for each side; VP8X: 24 bits for each side less one.
        var lossy = TestImages.Riff(TestImages.WebPChunk("VP8 "u8, [0x10, 0, 0, 0x9D, 0x01, 0x2A, 0xFF, 0x3F, 0xFF, 0x3F]));
        var lossless = TestImages.Riff(TestImages.WebPChunk("VP8L"u8, [0x2F, 0xFE, 0xBF, 0xFF, 0x0F]));
        var canvas = TestImages.Riff(TestImages.WebPChunk("VP8X"u8, [0, 0, 0, 0, 255, 255, 255, 255, 255, 255]));

        foreach (var webp in new[] { lossy, lossless, canvas })
            ImageGateTests.Refused(webp).Reason.ShouldBe(ImageRejection.TooLarge);
    }

    [Fact]
    public void Inspect_Refuses_WhenTheStructureIsOutOfOrder()
    {
        var canvas = TestImages.Extended(20, 14, flags: 0x10);
        var alpha = TestImages.WebPChunk("ALPH"u8, new byte[281]);
        Invalid(TestImages.Riff(Lossy, Lossless)).ShouldContain("two images");
        Invalid(TestImages.Riff(canvas)).ShouldContain("no image");
        Invalid(TestImages.Riff(alpha, Lossy)).ShouldContain("alpha");
        Invalid(TestImages.Riff(canvas, alpha, alpha, Lossy)).ShouldContain("alpha");
        Invalid(TestImages.Riff(canvas, alpha, Lossless)).ShouldContain("alpha");
        Invalid(TestImages.Riff(Lossy, canvas)).ShouldContain("VP8X");
        Invalid(TestImages.Riff(TestImages.Extended(21, 14, flags: 0), Lossy)).ShouldContain("canvas");
        Invalid(TestImages.Riff([.. Enumerable.Repeat(TestImages.WebPChunk("abcd"u8, []), 300), Lossy])).ShouldContain("chunks");
    }

    private static string Invalid(byte[] webp)
    {
        var refusal = ImageGateTests.Refused(webp);
        refusal.Reason.ShouldBe(ImageRejection.Invalid);
        return refusal.Message;
    }
}
