namespace Vae.Core.Latents;

/// <summary>Posteriors of a batch of images, row-major <c>[N, D]</c>.</summary>
/// <param name="Count">N, the number of images.</param>
/// <param name="LatentDim">D.</param>
/// <param name="Mu">Means.</param>
/// <param name="Logvar">log σ².</param>
public sealed record Posteriors(int Count, int LatentDim, float[] Mu, float[] Logvar);
