namespace Vae.Core.Training;

/// <summary>A bound on a data set and its two terms, in nats per image: <c>Loss = Recon + β · Kl</c>.</summary>
/// <param name="Loss">−ELBO with the KL weighted by β.</param>
/// <param name="Recon">Negative log-likelihood of the image given the latent.</param>
/// <param name="Kl">Divergence of the posterior from the prior, at least 0.</param>
public sealed record Losses(double Loss, double Recon, double Kl);
