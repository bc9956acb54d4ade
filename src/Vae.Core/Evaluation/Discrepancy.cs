using static TorchSharp.torch;

namespace Vae.Core.Evaluation;

/// <summary>The maximum mean discrepancy between two sets of points.</summary>
internal static class Discrepancy
{
    private static readonly double[] Scales = [0.1, 0.2, 0.5, 1, 2, 5, 10];

    /// <summary>
    /// MMD², unbiased (Gretton et al. 2012, equation 3), with the sum of inverse multiquadric kernels c / (c + ‖x − y‖²), c = 2Ds, over seven
    /// scales s (Tolstikhin et al. 2018).
    /// </summary>
    /// <param name="x"><c>[N, D]</c>, N at least 2.</param>
    /// <param name="y"><c>[M, D]</c>, M at least 2.</param>
    public static double Mmd(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var (n, m) = ((double)x.shape[0], (double)y.shape[0]);
        var (xs, ys) = (x.to(ScalarType.Float64), y.to(ScalarType.Float64));
        // Of the diagonals, where the distance is 0, every kernel is 1.
        var within = (Sum(xs, xs) - (n * Scales.Length)) / (n * (n - 1));
        var other = (Sum(ys, ys) - (m * Scales.Length)) / (m * (m - 1));
        return within + other - (2 * Sum(xs, ys) / (n * m));
    }

    private static double Sum(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var squares = Distances.Squared(x, y);
        double sum = 0;
        foreach (var scale in Scales)
        {
            using var inner = NewDisposeScope();
            var c = 2 * x.shape[1] * scale;
            sum += ((squares + c).pow(-1) * c).sum().item<double>();
        }

        return sum;
    }
}
