using static TorchSharp.torch;

namespace Vae.Core.Distributions;

/// <summary>A batch of distributions over latents, one per image: q(z|x).</summary>
/// <remarks>
/// Every result is per image, in nats: summed over the latent dimensions, never over the batch. The instance does not own its tensors:
/// whoever made them (or their dispose scope) disposes them, and every result.
/// </remarks>
public abstract class Posterior
{
    private protected Posterior(Tensor mu, Tensor logvar)
    {
        var (a, b) = (mu.shape, logvar.shape);
        if (a.Length != 2 || !a.AsSpan().SequenceEqual(b))
        {
            throw new ArgumentException(
                $"A posterior needs mu and logvar of one shape [B, D]; mu is [{string.Join(", ", a)}], logvar is [{string.Join(", ", b)}].", nameof(logvar));
        }

        Mu = mu;
        Logvar = logvar;
    }

    /// <summary>The point that stands for an image, <c>[B, D]</c>: a Gaussian's mean, a von Mises-Fisher distribution's direction.</summary>
    public Tensor Mu { get; }

    /// <summary>log σ² of each latent dimension, <c>[B, D]</c>.</summary>
    public Tensor Logvar { get; }

    /// <summary>Draws one z for each image, differentiable in the distribution's parameters.</summary>
    /// <param name="generator">The source, on the device of <see cref="Mu"/>.</param>
    /// <returns><c>[B, D]</c>; the caller disposes it.</returns>
    public abstract Tensor Sample(Generator generator);

    /// <summary>Log-density of points, one for each image.</summary>
    /// <param name="z"><c>[B, D]</c>.</param>
    /// <returns><c>[B]</c>, nats; the caller disposes it.</returns>
    /// <exception cref="ArgumentException"><paramref name="z"/> has another shape.</exception>
    public abstract Tensor LogProbability(Tensor z);

    /// <summary>The same distributions k times over: the whole batch, then the whole batch again.</summary>
    /// <param name="times">k, at least 1.</param>
    /// <returns>Row <c>s·B + b</c> is sample s of image b; the caller disposes its tensors.</returns>
    public abstract Posterior Repeat(long times);

    private protected void CheckPoints(Tensor z)
    {
        if (z.shape.AsSpan().SequenceEqual(Mu.shape)) return;
        throw new ArgumentException($"Expected points of shape [{string.Join(", ", Mu.shape)}], got [{string.Join(", ", z.shape)}].", nameof(z));
    }
}
