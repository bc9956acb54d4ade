using static TorchSharp.torch;

namespace Vae.Core.Distributions;

/// <summary>
/// Each pixel is 1 with probability σ(raw): −log p = softplus(raw) − x·raw. On grey pixels this is a cross-entropy with a floor above 0, and
/// no likelihood of anything; outside [0, 1] it has no lower bound.
/// </summary>
public sealed class BernoulliLikelihood : Likelihood
{
    /// <inheritdoc/>
    public override Tensor PerImage(Tensor raw, Tensor x)
    {
        using var each = nn.functional.binary_cross_entropy_with_logits(raw, x, reduction: nn.Reduction.None);
        using var flat = each.flatten(1); // [N, C·H·W]
        return flat.sum(1);
    }

    /// <inheritdoc/>
    public override Tensor Sum(Tensor raw, Tensor x) =>
        nn.functional.binary_cross_entropy_with_logits(raw, x, reduction: nn.Reduction.Sum);
}
