using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Objectives;

/// <summary>
/// The negative evidence lower bound with a Bernoulli likelihood and one posterior sample an image:
/// −E_q[log p(x|z)] + β · KL(q(z|x) ‖ N(0, I)).
/// </summary>
/// <remarks>
/// Kingma &amp; Welling 2013, equation 3; the weight β is that of Higgins et al. 2017.
/// Pixels must lie in [0, 1]: outside it the cross-entropy has no lower bound. An <see cref="Data.ImageSet"/> holds bytes, so
/// its pixels cannot leave that range and nothing is checked in the training loop.
/// On grey pixels the cross-entropy has a floor above 0 and is not a normalised likelihood; compare such losses only with their kind.
/// </remarks>
public sealed class ElboObjective
{
    private readonly double _beta;

    /// <summary>The objective with the given weights.</summary>
    /// <param name="options">Checked options.</param>
    public ElboObjective(ObjectiveOptions options) => _beta = options.Beta;

    /// <summary>Encodes, samples each posterior once, decodes, and adds up the terms.</summary>
    /// <param name="model">The model, on the device of <paramref name="x"/>.</param>
    /// <param name="x">Images <c>[B, C, H, W]</c>, float32 in [0, 1].</param>
    /// <param name="generator">The source of the posterior sample, on the same device; exactly one draw of <c>[B, D]</c> is taken.</param>
    /// <returns>Scalars summed over the batch; the caller disposes them.</returns>
    /// <exception cref="ArgumentException"><paramref name="x"/> is not a batch of the model's images.</exception>
    public ElboTerms Evaluate(VaeModel model, Tensor x, Generator generator)
    {
        using var scope = NewDisposeScope();
        var posterior = model.Encode(x);
        var z = posterior.Sample(generator);
        var logits = model.DecodeLogits(z);

        var recon = nn.functional.binary_cross_entropy_with_logits(logits, x, reduction: nn.Reduction.Sum);
        var kl = posterior.Kl().sum();
        // add with a factor is one operation, and exact for β = 1.
        var loss = recon.add(kl, _beta);

        scope.MoveToOuter(loss, recon, kl);
        return new ElboTerms(loss, recon, kl);
    }
}
