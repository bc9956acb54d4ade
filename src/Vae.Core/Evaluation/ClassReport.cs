using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Evaluation;

/// <summary>Measures for a report how well classes are told apart: from the means, and by the model itself where it does so.</summary>
internal static class ClassReport
{
    /// <summary>The class or cluster that the model gives each image; null for models that classify nothing.</summary>
    public static int[]? Assign(VaeModel model, ReportData data, CancellationToken cancellation)
    {
        if (model.Categories == 0) return null;
        var assigned = new int[data.Count];
        var rows = BatchBudget.Rows(model, ReportSizes.MaxBatch);
        for (var start = 0L; start < data.Count; start += rows)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var shares = model.Classify(data.Rows(start, Math.Min(rows, data.Count - start)).X)!;
            var best = shares.argmax(1).data<long>().ToArray();
            for (var i = 0; i < best.Length; i++) assigned[start + i] = (int)best[i];
        }

        return assigned;
    }

    /// <summary>The figures; null without labels.</summary>
    /// <param name="model">The model.</param>
    /// <param name="heldOut">Images to classify.</param>
    /// <param name="train">Images to learn from.</param>
    /// <param name="assigned">What <see cref="Assign"/> gave for the held-out ones.</param>
    /// <param name="generator">The report's.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static ClassFigures? Measure(
        VaeModel model, ReportData heldOut, ReportData train, int[]? assigned, Generator generator, CancellationToken cancellation)
    {
        if (heldOut.Labels is not { } expected || train.Labels is not { } labels) return null;

        using var scope = NewDisposeScope();
        // Without the classes, which a model that is told them could hand on.
        var points = LatentSet.Of(model, train with { Y = null }, generator, cancellation).Means;
        var queries = LatentSet.Of(model, heldOut with { Y = null }, generator, cancellation).Means;
        var chance = expected.GroupBy(label => label).Max(group => group.Count()) / (double)expected.Length;
        var isFinite = points.isfinite().all().item<bool>() && queries.isfinite().all().item<bool>();
        return new ClassFigures(
            isFinite ? Probes.NeighborAccuracy(points, labels, queries, expected, cancellation) : null,
            isFinite ? Probes.LinearAccuracy(points, labels, queries, expected) : null,
            chance)
        {
            ClassifierAccuracy = isFinite && assigned is not null && model.Options.InfersClasses ? Share(assigned, expected) : null,
            ClusterAccuracy = isFinite && assigned is not null && model.Options is ClusterVaeOptions { Clusters: var clusters }
                ? ClusterAccuracy.MajorityVote(assigned, expected, clusters)
                : null,
        };
    }

    private static double Share(int[] assigned, byte[] expected) =>
        assigned.Where((label, i) => label == expected[i]).Count() / (double)expected.Length;
}
