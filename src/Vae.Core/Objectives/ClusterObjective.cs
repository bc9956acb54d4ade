using Vae.Core.Distributions;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Objectives;

/// <summary>
/// −E_q[log p(x|z)] + β·Σ_y p(y|z)·KL(q(z|x) ‖ N(m_y, I)) − H(p(y|z)), at one draw of z: each cluster's divergence counts as much as the
/// classifier gives it, and its entropy keeps it from deciding too early. With the Monte Carlo divergence log q(z|x) − log N(z; m_y, I) stands in the
/// place of the KL, at the same z that the classifier looks at: that is the bound itself, and the closed form a looser one.
/// </summary>
/// <remarks>
/// Su 2018, "Clustering VAE", which has 5·½·SSE as the first term: a Gaussian likelihood with σ = √(1/5), whose constant is added here. A bound on
/// log p(x) has log K more, for the uniform prior of y.
/// </remarks>
public sealed class ClusterObjective : Objective
{
    /// <summary>The objective with the given options.</summary>
    /// <param name="options">Checked options: likelihood, scale, β and the divergence are used.</param>
    public ClusterObjective(ObjectiveOptions options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    /// <remarks>Exactly one draw of <c>[B, D]</c> is taken from the generator. <c>Extra</c> is −H.</remarks>
    public override ElboTerms Evaluate(VaeModel model, Batch batch, Generator generator, double warmup = 1)
    {
        var cluster = model as ClusterVae ?? throw new ArgumentException($"Expected a cluster model, got {model.Options.Architecture}.", nameof(model));
        using var scope = NewDisposeScope();
        var posterior = (DiagonalGaussian)cluster.Encode(batch.X);
        var z = posterior.Sample(generator);
        var recon = Likelihood.For(Options, cluster).Sum(cluster.DecodeRaw(z), cluster.ToRange(batch.X));

        var logs = cluster.LogClusters(z); // [B, K]
        var shares = logs.exp();
        var perCluster = Options.Divergence == DivergenceKind.Analytic
            ? cluster.Clusters.KlPerCluster(posterior)
            : cluster.Clusters.LogRatioPerCluster(posterior, z);
        var kl = (shares * perCluster).sum();
        var extra = (shares * logs).sum();
        var loss = recon.add(kl, warmup * Options.Beta) + extra;

        scope.MoveToOuter(loss, recon, kl);
        return new ElboTerms(loss, recon, kl, scope.MoveToOuter(extra));
    }
}
