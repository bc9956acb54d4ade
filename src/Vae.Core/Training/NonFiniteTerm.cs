namespace Vae.Core.Training;

/// <summary>What became NaN or infinite.</summary>
/// <param name="Name"><c>recon</c>, <c>kl</c>, <c>extra</c> or <c>gradient</c>.</param>
/// <param name="Value">A term's sum over the batch, or the gradient's norm.</param>
internal sealed record NonFiniteTerm(string Name, double Value);
