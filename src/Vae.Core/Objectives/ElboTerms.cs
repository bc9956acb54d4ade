using static TorchSharp.torch;

namespace Vae.Core.Objectives;

/// <summary>
/// The terms of the objective for one batch, scalars in nats SUMMED over the batch: <c>Loss = Recon + w·β·Kl + Extra</c>, w the warm-up.
/// Divide by the number of images for a report; the gradient is that of the sum, as in the write-ups.
/// </summary>
/// <param name="Loss">To be minimised: −ELBO with the KL weighted, and whatever else the objective adds.</param>
/// <param name="Recon">−log p(x|z): summed over pixels and images.</param>
/// <param name="Kl">KL(q(z|x) ‖ p(z)): summed over latent dimensions and images.</param>
/// <param name="Extra">Everything in the loss that is neither: null where there is nothing.</param>
public sealed record ElboTerms(Tensor Loss, Tensor Recon, Tensor Kl, Tensor? Extra = null) : IDisposable
{
    /// <summary>The same terms with something more in <see cref="Loss"/> and <see cref="Extra"/>; what they held before is left to its scope.</summary>
    internal ElboTerms Plus(Tensor extra) => this with { Loss = Loss + extra, Extra = Extra is null ? extra : Extra + extra };

    /// <summary>Disposes the scalars.</summary>
    public void Dispose()
    {
        Loss.Dispose();
        Recon.Dispose();
        Kl.Dispose();
        Extra?.Dispose();
    }
}
