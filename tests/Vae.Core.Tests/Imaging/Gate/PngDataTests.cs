using Vae.Core.Imaging;
using Vae.Core.Imaging.Gate;

namespace Vae.Core.Tests.Imaging.Gate;

public class PngDataTests
{
    // Rows of 11 x 11 in Adam7's seven passes.
    private const int AdamRows = 2 + 2 + 1 + 3 + 3 + 6 + 5;

    // A row is a filter's byte and its packed samples.
    [Theory]
    [InlineData(7, 5, 8, 0, 0, 5 * 8)]
    [InlineData(7, 5, 8, 6, 0, 5 * 29)]
    [InlineData(7, 5, 1, 3, 0, 5 * 2)]
    [InlineData(9, 2, 4, 0, 0, 2 * 6)]
    [InlineData(3, 2, 16, 2, 0, 2 * 19)]
    [InlineData(3, 2, 16, 4, 0, 2 * 13)]
    [InlineData(1, 1, 8, 0, 1, 2)]
    [InlineData(11, 11, 8, 0, 1, AdamRows + 121)]
    public void IsWhole_CountsTheRows(uint width, uint height, byte depth, byte colour, byte interlace, int bytes)
    {
        foreach (var (length, expected) in new[] { (bytes - 1, false), (bytes, true), (bytes + 1, false) })
        {
            byte[] png = TestPng.File(
                TestPng.Header(width, height, depth, colour, interlace: interlace), TestPng.Data(new byte[length]), TestPng.End);
            PngData.IsWhole(png).ShouldBe(expected, $"{length} of {bytes} bytes");
        }
    }

    [Fact]
    public void IsWhole_IsTrue_ForWhatTheCodecWrites()
    {
        var png = TestImages.Encode(ImageFormat.Png);
        ImageGate.Inspect(png, new ImageLimits(), out var gated);

        PngData.IsWhole(gated).ShouldBeTrue();
    }
}
