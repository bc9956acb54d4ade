using static TorchSharp.torch;

namespace Vae.Core.Distributions;

/// <summary>The prior 1/K·Σ_y N(m_y, I) of a model with clusters.</summary>
/// <param name="means">Means of the clusters, <c>[K, D]</c>; they stay the caller's, and are read at every call.</param>
public sealed class GaussianMixture(Tensor means) : Prior
{
    /// <inheritdoc/>
    /// <remarks>First the clusters, <c>[count]</c>, uniformly; then normal draws <c>[count, D]</c> about their means.</remarks>
    public override Tensor Sample(long count, Generator generator, double temperature = 1)
    {
        using var scope = NewDisposeScope();
        var (clusters, dimensions) = (means.shape[0], means.shape[1]);
        var chosen = randint(0, clusters, [count], dtype: ScalarType.Int64, device: generator.device, generator: generator);
        var eps = DiagonalGaussian.StandardNormal([count, dimensions], generator, ScalarType.Float32, generator.device);
        var centres = means.to(generator.device).index_select(0, chosen);
        return scope.MoveToOuter(centres.add(eps, temperature));
    }

    /// <inheritdoc/>
    public override Tensor LogProbability(Tensor z)
    {
        using var scope = NewDisposeScope();
        var squares = SquaredDistances(z);
        var constant = Math.Log(means.shape[0]) + (means.shape[1] / 2.0 * DiagonalGaussian.LogTwoPi);
        return scope.MoveToOuter((squares * -0.5).logsumexp(1) - constant);
    }

    /// <inheritdoc/>
    public override Tensor? Kl(Posterior posterior) => null;

    /// <summary>log q(z) − log N(z; m_y, I) for every cluster y: of draws of q, its mean is <see cref="KlPerCluster"/>.</summary>
    /// <param name="posterior">q, <c>[B, D]</c>.</param>
    /// <param name="z">A point for each of them, <c>[B, D]</c>.</param>
    /// <returns><c>[B, K]</c>, nats; the caller disposes it.</returns>
    public Tensor LogRatioPerCluster(DiagonalGaussian posterior, Tensor z)
    {
        using var scope = NewDisposeScope();
        var squares = SquaredDistances(z);
        var logs = posterior.LogProbability(z) + (means.shape[1] / 2.0 * DiagonalGaussian.LogTwoPi);
        return scope.MoveToOuter(logs.unsqueeze(1) + (squares * 0.5));
    }

    /// <summary>KL(q ‖ N(m_y, I)) for every cluster y.</summary>
    /// <param name="posterior">q, <c>[B, D]</c>.</param>
    /// <returns><c>[B, K]</c>, nats; the caller disposes it.</returns>
    public Tensor KlPerCluster(DiagonalGaussian posterior)
    {
        using var scope = NewDisposeScope();
        var spread = (posterior.Logvar.expm1() - posterior.Logvar).sum(1, keepdim: true); // [B, 1]
        return scope.MoveToOuter((spread + SquaredDistances(posterior.Mu)) * 0.5);
    }

    /// <summary>‖z − m_y‖² of points <c>[B, D]</c> for every cluster y: <c>[B, K]</c>. What it makes on the way belongs to the caller's scope.</summary>
    private Tensor SquaredDistances(Tensor z) => (z.unsqueeze(1) - means.unsqueeze(0)).square().sum(2);
}
