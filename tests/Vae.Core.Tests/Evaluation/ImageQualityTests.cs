using Vae.Core.Evaluation;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Evaluation;

public class ImageQualityTests : TensorTest
{
    [Theory]
    [InlineData(28, 28)]
    [InlineData(11, 40)]
    [InlineData(8, 8)]
    [InlineData(4, 5)]
    public void Ssim_IsOne_WhenImagesAreEqual(int height, int width)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var images = rand(3, 3, height, width, generator: generator);

        foreach (var value in ImageQuality.Ssim(images, images)) ((double)value).ShouldBe(1, 1e-5);
    }

    [Fact]
    public void Ssim_IsTheFormula_WhenOneWindowCoversTheImage()
    {
        using var scope = NewDisposeScope();
        // A 2×2 image is one uniform window. x: mean ½, variance ¼; y: mean ¼, variance 1/16; covariance 1/8.
        var x = tensor(new float[] { 0, 1, 0, 1 }, [1, 1, 2, 2]);
        var y = tensor(new float[] { 0, 0.5f, 0, 0.5f }, [1, 1, 2, 2]);

        var expected = ((2 * 0.125) + 1e-4) * ((2 * 0.125) + 9e-4) / ((0.25 + 0.0625 + 1e-4) * (0.25 + 0.0625 + 9e-4));

        ((double)ImageQuality.Ssim(x, y).ShouldHaveSingleItem()).ShouldBe(expected, 1e-6);
    }

    [Fact]
    public void Ssim_ComparesMeansAlone_WhenImagesAreConstant()
    {
        using var scope = NewDisposeScope();
        var x = full([1, 1, 16, 16], 0.2);
        var y = full([1, 1, 16, 16], 0.6);

        // Without variance the second factor is C₂ / C₂, but for what rounding leaves of the variances beside C₂ = 9e-4.
        ((double)ImageQuality.Ssim(x, y).ShouldHaveSingleItem()).ShouldBe((0.24 + 1e-4) / (0.04 + 0.36 + 1e-4), 1e-3);
    }

    [Fact]
    public void Ssim_WeighsByTheGaussian_WhenTheImageIsElevenWide()
    {
        using var scope = NewDisposeScope();
        // One window, one bright pixel in its middle, where the weight is (1 / Σ e^(−i²/4.5))².
        var bright = zeros(1, 1, 11, 11);
        bright.narrow(2, 5, 1).narrow(3, 5, 1).fill_(1);
        var w = Math.Pow(1 / Enumerable.Range(-5, 11).Sum(i => Math.Exp(-i * i / 4.5)), 2);

        var expected = 1e-4 * 9e-4 / (((w * w) + 1e-4) * (w - (w * w) + 9e-4));

        ((double)ImageQuality.Ssim(bright, zeros(1, 1, 11, 11)).ShouldHaveSingleItem()).ShouldBe(expected, 1e-5);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0.01, 20)]
    [InlineData(0.25, 6.0206)]
    public void Psnr_IsInDecibels(double mse, double expected) => ImageQuality.Psnr(mse).ShouldBe(expected, 1e-4);

    [Theory]
    [InlineData(28, 28, "gaussian-11")]
    [InlineData(8, 28, "uniform-7")]
    [InlineData(4, 4, "uniform-4")]
    public void WindowOf_NamesWhatIsUsed(int height, int width, string expected) => ImageQuality.WindowOf(height, width).ShouldBe(expected);
}
