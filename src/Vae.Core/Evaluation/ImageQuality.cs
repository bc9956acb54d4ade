using static TorchSharp.torch;

namespace Vae.Core.Evaluation;

/// <summary>Measures of how alike images are, pixels in [0, 1].</summary>
internal static class ImageQuality
{
    private const int GaussianSide = 11;
    private const double GaussianSigma = 1.5;
    private const int UniformSide = 7;

    // (K₁L)² and (K₂L)² for L = 1.
    private const double C1 = 0.01 * 0.01;
    private const double C2 = 0.03 * 0.03;

    /// <summary>10·log₁₀(1 / mse), decibels.</summary>
    public static double Psnr(double mse) => -10 * Math.Log10(mse);

    /// <summary>The name of the window for images of a size.</summary>
    public static string WindowOf(int height, int width) =>
        Math.Min(height, width) >= GaussianSide ? $"gaussian-{GaussianSide}" : $"uniform-{Math.Min(UniformSide, Math.Min(height, width))}";

    /// <summary>
    /// Structural similarity (Wang et al. 2004, equation 13) with population moments in windows that lie wholly within the image: 11×11, Gaussian
    /// with σ 1.5; where a side is below 11, 7×7 and uniform; where one is below 7, as large as that side.
    /// </summary>
    /// <param name="a"><c>[B, C, H, W]</c>.</param>
    /// <param name="b"><c>[B, C, H, W]</c>.</param>
    /// <returns>One value an image, mean over windows and channels: at most 1.</returns>
    public static float[] Ssim(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        var shape = a.shape;
        var (height, width) = (shape[2], shape[3]);
        var window = Window((int)Math.Min(height, width));
        var x = a.reshape(-1, 1, height, width); // [B·C, 1, H, W]
        var y = b.reshape(-1, 1, height, width);

        var (mx, my) = (Mean(x), Mean(y));
        var vx = Mean(x * x) - (mx * mx);
        var vy = Mean(y * y) - (my * my);
        var cov = Mean(x * y) - (mx * my);
        var above = ((mx * my * 2) + C1) * ((cov * 2) + C2);
        var below = ((mx * mx) + (my * my) + C1) * (vx + vy + C2);
        return TensorMemory.ToArray((above / below).reshape(shape[0], -1).mean([1]));

        Tensor Mean(Tensor values) => nn.functional.conv2d(values, window);
    }

    private static Tensor Window(int side)
    {
        var isGaussian = side >= GaussianSide;
        var size = isGaussian ? GaussianSide : Math.Min(UniformSide, side);
        var line = new double[size];
        for (var i = 0; i < size; i++)
        {
            var offset = i - ((size - 1) / 2.0);
            line[i] = isGaussian ? Math.Exp(-offset * offset / (2 * GaussianSigma * GaussianSigma)) : 1;
        }

        var sum = line.Sum();
        var values = new float[size * size];
        for (var i = 0; i < values.Length; i++) values[i] = (float)(line[i / size] * line[i % size] / (sum * sum));
        return TensorMemory.ToTensor(values, [1, 1, size, size], CPU);
    }
}
