namespace Vae.Core.Training;

/// <summary>A bound on a data set and its terms, in nats per image: <c>Loss = Recon + β · Kl</c>, and what else the objective adds.</summary>
/// <param name="Loss">What is minimised, β at its full weight: −ELBO where nothing else is added.</param>
/// <param name="Recon">Negative log-likelihood of the image given the latent.</param>
/// <param name="Kl">Divergence of the posterior from the prior, at least 0.</param>
public sealed record Losses(double Loss, double Recon, double Kl);
