using static TorchSharp.torch;

namespace Vae.Core.Objectives;

/// <summary>The squared maximum mean discrepancy between two samples: how far apart their mean features are.</summary>
/// <remarks>
/// Gretton et al. 2012, the unbiased estimate, which can fall below 0; Zhao et al. 2019 (InfoVAE) and Tolstikhin et al. 2018 (WAE) use it
/// between drawn latents and the prior. The kernel is e^(−‖a − b‖² / 2D): its bandwidth √D is the typical distance from the origin in D
/// dimensions, so that two draws from N(0, I) have a kernel of about e⁻¹ whatever D is.
/// </remarks>
internal static class MaximumMeanDiscrepancy
{
    /// <summary>The estimate from two samples of one size.</summary>
    /// <param name="a"><c>[B, D]</c>.</param>
    /// <param name="b"><c>[B, D]</c>.</param>
    /// <returns>A scalar, at most 2; the caller disposes it. With one row each there are no pairs within, and they count as 0.</returns>
    public static Tensor Estimate(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        var between = Kernel(a, b).mean() * 2;
        return scope.MoveToOuter(Within(a) + Within(b) - between);
    }

    /// <summary>Mean kernel of the pairs of different rows; each row's kernel with itself, which is 1, is taken out.</summary>
    private static Tensor Within(Tensor a)
    {
        var count = a.shape[0];
        return (Kernel(a, a).sum() - count) / Math.Max(1, count * (count - 1));
    }

    /// <summary>The kernel of every row with every row, <c>[B, B]</c>.</summary>
    private static Tensor Kernel(Tensor a, Tensor b)
    {
        // ‖a − b‖² from products: B² numbers instead of B²·D, at the price of rounding that can fall below 0.
        var lengths = a.square().sum(1).unsqueeze(1) + b.square().sum(1).unsqueeze(0);
        var distances = (lengths - (a.mm(b.t()) * 2)).clamp_min(0);
        return (distances * (-0.5 / a.shape[1])).exp();
    }
}
