using static TorchSharp.torch;

namespace Vae.Core.Objectives;

/// <summary>
/// The terms of the objective for one batch, scalars in nats SUMMED over the batch: <c>Loss = Recon + β · Kl</c>.
/// Divide by the number of images for a report; the gradient is that of the sum, as in the write-ups.
/// </summary>
/// <param name="Loss">−ELBO with the KL weighted by β, to be minimised.</param>
/// <param name="Recon">−log p(x|z): summed over pixels and images.</param>
/// <param name="Kl">KL(q(z|x) ‖ N(0, I)): summed over latent dimensions and images.</param>
public sealed record ElboTerms(Tensor Loss, Tensor Recon, Tensor Kl) : IDisposable
{
    /// <summary>Disposes the three scalars.</summary>
    public void Dispose()
    {
        Loss.Dispose();
        Recon.Dispose();
        Kl.Dispose();
    }
}
