using static TorchSharp.torch;

namespace Vae.Core.Distributions;

/// <summary>
/// Each pixel has the density C(λ) λ^x (1 − λ)^(1 − x) on [0, 1], λ = σ(raw): the Bernoulli's formula with the constant that makes it a
/// likelihood of grey values. λ, which is the picture, is the parameter and not the mean of the density.
/// </summary>
/// <remarks>
/// Loaiza-Ganem and Cunningham 2019. In terms of the logit r the density is the exponential family e^(r·x − A(r)), with
/// A(r) = log ∫₀¹ e^(r·x) dx = log((e^r − 1) / r) = softplus(r) − log C(σ(r)).
/// </remarks>
internal sealed class ContinuousBernoulliLikelihood : PixelwiseLikelihood
{
    /// <summary>
    /// Up to here A(r) is taken from its series, whose first missing term is r⁸/9,676,800 (1.6e-12 here); beyond it the closed form has lost
    /// no more than three bits of its gradient to cancellation.
    /// </summary>
    internal const double SeriesUpTo = 0.25;

    private protected override Tensor PerPixel(Tensor raw, Tensor x)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(LogPartition(raw) - (raw * x));
    }

    /// <summary>A(r) of each logit: finite, with a finite gradient, for every finite r.</summary>
    internal static Tensor LogPartition(Tensor logits)
    {
        using var scope = NewDisposeScope();
        var size = logits.abs();
        var near = size.le(SeriesUpTo);

        // A(r) = r/2 + log(sinh(r/2) / (r/2)), an even function of r after its first term.
        var square = logits.square();
        var series = (logits * 0.5) + (square * (((((square / 63) - 1) * square / 120) + 1) / 24));

        // The branch that is not taken must have a finite gradient too, for its factor of zero to make zero.
        var safe = size.masked_fill(near, 1);
        var closed = logits.relu() + ((-safe).expm1().neg() / safe).log();
        return scope.MoveToOuter(where(near, series, closed));
    }
}
