using static TorchSharp.torch;

namespace Vae.Core.Distributions;

/// <summary>The distribution of latents before any image was seen: p(z).</summary>
public abstract class Prior
{
    /// <summary>Draws from the prior.</summary>
    /// <param name="count">Number of draws.</param>
    /// <param name="generator">The source; the result lives on its device.</param>
    /// <param name="temperature">Factor on the standard deviation about each mode. Default: 1, the prior itself. No meaning where there is no mode: on the sphere.</param>
    /// <returns><c>[count, D]</c>, float32; the caller disposes it.</returns>
    public abstract Tensor Sample(long count, Generator generator, double temperature = 1);

    /// <summary>Log-density of points.</summary>
    /// <param name="z"><c>[B, D]</c>.</param>
    /// <returns><c>[B]</c>, nats; the caller disposes it.</returns>
    public abstract Tensor LogProbability(Tensor z);

    /// <summary>KL(q ‖ p) in closed form.</summary>
    /// <param name="posterior">q.</param>
    /// <returns><c>[B]</c>, nats; the caller disposes it. Null where there is no closed form for this pair.</returns>
    public abstract Tensor? Kl(Posterior posterior);
}
