using Vae.Core.Distributions;
using static TorchSharp.torch;

namespace Vae.Core.Objectives;

/// <summary>The total correlation of the aggregate posterior, KL(q(z) ‖ Π_d q(z_d)), estimated from one batch.</summary>
/// <remarks>
/// Chen et al. 2018. q(z) = (1/N) Σ_n q(z|x_n) over the N images of the dataset is estimated by strata: the image that z was drawn from
/// weighs 1/N, the others of the batch share the rest. Over batches drawn without replacement the estimate of q(z) is unbiased, and it is
/// exact when the batch is the dataset; that of its logarithm is not.
/// </remarks>
internal static class TotalCorrelation
{
    /// <summary>Σ_b [log q(z_b) − Σ_d log q(z_bd)]: the batch's estimate times its size. 0 for a batch of one image.</summary>
    /// <param name="z">One draw from each posterior, <c>[B, D]</c>.</param>
    /// <param name="posterior">The posteriors, <c>[B, D]</c>.</param>
    /// <param name="datasetSize">N.</param>
    /// <returns>A scalar, nats; the caller disposes it.</returns>
    public static Tensor Sum(Tensor z, DiagonalGaussian posterior, long datasetSize)
    {
        using var scope = NewDisposeScope();
        var aggregate = Aggregate(z, posterior, datasetSize);
        return scope.MoveToOuter(aggregate.Joint.sum() - aggregate.Marginals.sum());
    }

    /// <summary>The log-densities of the drawn latents, in the current dispose scope.</summary>
    internal static LogDensities Aggregate(Tensor z, DiagonalGaussian posterior, long datasetSize)
    {
        using var scope = NewDisposeScope();
        var precision = (-posterior.Logvar).exp();
        var squares = (z.unsqueeze(1) - posterior.Mu.unsqueeze(0)).square(); // [B, B, D]: row b, posterior n
        var each = ((squares * precision.unsqueeze(0)) + posterior.Logvar.unsqueeze(0) + DiagonalGaussian.LogTwoPi) * -0.5;
        var weights = LogWeights(z, datasetSize); // [B, B]
        var joint = (each.sum(2) + weights).logsumexp(1);
        var marginals = (each + weights.unsqueeze(2)).logsumexp(1);
        scope.MoveToOuter(joint, marginals);
        return new LogDensities(joint, marginals);
    }

    private static Tensor LogWeights(Tensor z, long datasetSize)
    {
        var count = z.shape[0];
        if (count == 1) return zeros_like(z.narrow(1, 0, 1));
        double size = Math.Max(count, datasetSize);
        var own = -Math.Log(size);
        var other = Math.Log((size - 1) / (size * (count - 1)));
        return (eye(count, dtype: z.dtype, device: z.device) * (own - other)) + other;
    }

    /// <summary>Of the aggregate posterior, at one draw for each image.</summary>
    /// <param name="Joint">log q(z_b), <c>[B]</c>.</param>
    /// <param name="Marginals">log q(z_bd), <c>[B, D]</c>.</param>
    internal readonly record struct LogDensities(Tensor Joint, Tensor Marginals);
}
