using static TorchSharp.torch;

namespace Vae.Core.Evaluation;

/// <summary>Mean and covariance of points, in double precision, and the distance between two such pairs.</summary>
/// <param name="Mean"><c>[D]</c>, float64.</param>
/// <param name="Covariance"><c>[D, D]</c>, float64, symmetric.</param>
internal sealed record GaussianFit(Tensor Mean, Tensor Covariance)
{
    /// <summary>Of points <c>[N, D]</c>; the covariance is divided by N − 1, by 1 where there is one point. In the caller's scope.</summary>
    public static GaussianFit Of(Tensor points)
    {
        using var scope = NewDisposeScope();
        var all = points.to(ScalarType.Float64);
        var mean = all.mean([0]);
        var centred = all - mean;
        var covariance = centred.t().mm(centred) / Math.Max(1, points.shape[0] - 1);
        scope.MoveToOuter(mean, covariance);
        return new GaussianFit(mean, covariance);
    }

    /// <summary>N(0, I).</summary>
    public static GaussianFit Standard(long dimensions) =>
        new(zeros(dimensions, dtype: ScalarType.Float64), eye(dimensions, dtype: ScalarType.Float64));

    /// <summary>‖m − n‖² + tr(C + P − 2(P½ C P½)½): the squared 2-Wasserstein distance of the Gaussians (Dowson and Landau 1982).</summary>
    public double Frechet(GaussianFit other)
    {
        using var scope = NewDisposeScope();
        var shift = (Mean - other.Mean).square().sum().item<double>();
        var (values, vectors) = linalg.eigh(other.Covariance);
        // Rounding makes small negative eigenvalues of what has none.
        var root = (vectors * values.clamp(0).sqrt()).mm(vectors.t());
        var (product, _) = linalg.eigh(root.mm(Covariance).mm(root));
        var trace = Covariance.diag().sum().item<double>() + values.sum().item<double>() - (2 * product.clamp(0).sqrt().sum().item<double>());
        return Math.Max(0, shift + trace);
    }
}
