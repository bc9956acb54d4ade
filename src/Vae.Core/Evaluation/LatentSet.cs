using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Evaluation;

/// <summary>Where a model puts images. In the caller's dispose scope.</summary>
/// <param name="Means"><c>[N, D]</c>, the posteriors' means.</param>
/// <param name="Draws"><c>[N, D]</c>, one draw of each posterior: together, draws of the aggregate posterior.</param>
internal sealed record LatentSet(Tensor Means, Tensor Draws)
{
    /// <summary>The variance of its mean over images above which a dimension is active (Burda et al. 2016).</summary>
    public const double ActiveVariance = 0.01;

    /// <summary>Encodes images.</summary>
    public static LatentSet Of(VaeModel model, ReportData data, Generator generator, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var rows = BatchBudget.Rows(model, ReportSizes.MaxBatch);
        var (means, draws) = (new List<Tensor>(), new List<Tensor>());
        for (var start = 0L; start < data.Count; start += rows)
        {
            cancellation.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var batch = data.Rows(start, Math.Min(rows, data.Count - start));
            var posterior = model.Encode(batch.X, batch.Y);
            means.Add(inner.MoveToOuter(posterior.Mu));
            draws.Add(inner.MoveToOuter(posterior.Sample(generator)));
        }

        var set = new LatentSet(cat(means), cat(draws));
        scope.MoveToOuter(set.Means, set.Draws);
        return set;
    }
}
