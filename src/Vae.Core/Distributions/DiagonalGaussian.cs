using static TorchSharp.torch;

namespace Vae.Core.Distributions;

/// <summary>
/// A batch of Gaussians with diagonal covariance, one per image: the posterior q(z|x) of an encoder.
/// The only home of the formulas for divergence, sampling and log-probability.
/// </summary>
public sealed class DiagonalGaussian : Posterior
{
    internal static readonly double LogTwoPi = Math.Log(2 * Math.PI);

    /// <summary>A distribution over the given tensors, which stay the caller's.</summary>
    /// <param name="mu">Means, <c>[B, D]</c>, floating point.</param>
    /// <param name="logvar">Natural logarithms of the variances (log σ²), <c>[B, D]</c>, of the same type and on the same device.</param>
    /// <exception cref="ArgumentException">The shapes are not two equal matrices.</exception>
    public DiagonalGaussian(Tensor mu, Tensor logvar)
        : base(mu, logvar)
    {
    }

    /// <summary>
    /// Draws one z for each image, differentiable in <see cref="Posterior.Mu"/> and <see cref="Posterior.Logvar"/>: z = mu + σ·eps, eps ~ N(0, I).
    /// </summary>
    /// <param name="generator">The source of eps, on the device of <see cref="Posterior.Mu"/>. One standard normal draw of <c>[B, D]</c> is taken from it.</param>
    /// <returns><c>[B, D]</c>; the caller disposes it.</returns>
    /// <remarks>Kingma &amp; Welling 2013, section 2.4 (the reparameterisation trick).</remarks>
    public override Tensor Sample(Generator generator)
    {
        using var half = Logvar * 0.5;
        using var std = half.exp();
        using var eps = StandardNormal(Mu.shape, generator, Mu.dtype, Mu.device);
        return addcmul(Mu, std, eps, 1.0);
    }

    /// <summary>
    /// Divergence from the standard normal prior, KL(q ‖ N(0, I)) = ½ Σ_d (mu² + σ² − 1 − log σ²), at least 0 up to rounding.
    /// </summary>
    /// <returns><c>[B]</c>, nats, summed over D; the caller disposes it.</returns>
    /// <remarks>Kingma &amp; Welling 2013, appendix B. σ² − 1 is taken as expm1(log σ²), which keeps its digits near the prior.</remarks>
    public Tensor Kl()
    {
        using var terms = Mu.square();
        using var excess = Logvar.expm1();
        // In place: square keeps its input for the gradient, not its result.
        terms.add_(excess);
        terms.sub_(Logvar);
        using var sum = terms.sum(1);
        return sum * 0.5;
    }

    /// <summary>The terms of <see cref="Kl()"/> before they are summed over the latent dimensions.</summary>
    /// <returns><c>[B, D]</c>, nats, each at least 0 up to rounding; the caller disposes it.</returns>
    public Tensor KlPerDimension()
    {
        using var terms = Mu.square();
        using var excess = Logvar.expm1();
        terms.add_(excess);
        terms.sub_(Logvar);
        return terms * 0.5;
    }

    /// <inheritdoc/>
    public override Posterior Repeat(long times) => new DiagonalGaussian(Mu.repeat(times, 1), Logvar.repeat(times, 1));

    /// <summary>
    /// Divergence from another distribution, KL(q ‖ p) = ½ Σ_d (log σp² − log σq² + (σq² + (mu_q − mu_p)²) / σp² − 1).
    /// </summary>
    /// <param name="other">p, of the same shape.</param>
    /// <returns><c>[B]</c>, nats, summed over D; the caller disposes it.</returns>
    public Tensor Kl(DiagonalGaussian other)
    {
        using var scope = NewDisposeScope();
        var precision = (-other.Logvar).exp();
        var ratio = Logvar - other.Logvar;
        var distance = (Mu - other.Mu).square() * precision;
        return scope.MoveToOuter((ratio.expm1() - ratio + distance).sum(1) * 0.5);
    }

    /// <summary>Log-density of points: log q(z) = −½ Σ_d (log 2π + log σ² + (z − mu)² / σ²).</summary>
    /// <param name="z"><c>[B, D]</c>, one point for each image.</param>
    /// <returns><c>[B]</c>, nats, summed over D; the caller disposes it.</returns>
    /// <exception cref="ArgumentException"><paramref name="z"/> has another shape.</exception>
    public override Tensor LogProbability(Tensor z)
    {
        CheckPoints(z);
        using var scope = NewDisposeScope();
        var standardised = (z - Mu).square() * (-Logvar).exp();
        return scope.MoveToOuter((standardised + Logvar + LogTwoPi).sum(1) * -0.5);
    }

    /// <summary>Draws from N(0, 1), independently for each element.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="generator">The source, on <paramref name="device"/>.</param>
    /// <param name="dtype">Element type.</param>
    /// <param name="device">Where the result lives.</param>
    /// <returns>The caller disposes it.</returns>
    public static Tensor StandardNormal(long[] shape, Generator generator, ScalarType dtype, Device device) =>
        randn(shape, dtype: dtype, device: device, generator: generator);
}
