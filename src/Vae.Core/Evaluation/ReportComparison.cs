using Vae.Core.Objectives;
using static System.FormattableString;

namespace Vae.Core.Evaluation;

/// <summary>Sets the figures of two reports beside each other, and says where that means nothing.</summary>
public static class ReportComparison
{
    private const string Nats = "nats per image";

    private enum Direction
    {
        None,
        Less,
        More,
    }

    private sealed record Row(string Figure, string Unit, Direction Good, Func<EvaluationReport, double?> Read, Func<EvaluationReport, EvaluationReport, string?> Obstacle);

    private static readonly Row[] Rows =
    [
        new("bound.negativeElbo", Nats, Direction.Less, report => report.Bound.NegativeElbo, Likelihoods),
        new("bound.recon", Nats, Direction.None, report => report.Bound.Recon, Likelihoods),
        new("bound.kl", Nats, Direction.None, report => report.Bound.Kl, Images),
        new("importance.nll", Nats, Direction.Less, report => report.Importance.Nll, Importance),
        new("importance.effectiveSampleSize", "", Direction.None, report => report.Importance.EffectiveSampleSize, Importance),
        new("importance.bitsPerDimension", "bits per value", Direction.Less, report => report.Importance.BitsPerDimension, Importance),
        new("reconstruction.mse", "", Direction.Less, report => report.Reconstruction.Mse, Images),
        new("reconstruction.psnr", "dB", Direction.More, report => report.Reconstruction.Psnr, Images),
        new("reconstruction.ssim", "", Direction.More, report => report.Reconstruction.Ssim, Images),
        new("latent.activeUnits", "dimensions", Direction.None, report => report.Latent.ActiveUnits, Images),
        new("latent.priorFrechet", "", Direction.Less, report => report.Latent.PriorFrechet, Latents),
        new("latent.priorMmd", "", Direction.Less, report => report.Latent.PriorMmd, Latents),
        new("samples.featureDistance", "", Direction.Less, report => report.Samples.FeatureDistance, Images),
        new("samples.nearestTrain", "", Direction.None, report => report.Samples.NearestTrain, Neighbors),
        new("samples.memorisationRatio", "", Direction.None, report => report.Samples.MemorisationRatio, Neighbors),
        new("classes.neighborAccuracy", "share", Direction.More, report => report.Classes?.NeighborAccuracy, Neighbors),
        new("classes.probeAccuracy", "share", Direction.More, report => report.Classes?.ProbeAccuracy, Neighbors),
        new("classes.classifierAccuracy", "share", Direction.More, report => report.Classes?.ClassifierAccuracy, Images),
        // More clusters score higher by their number alone, and a report does not say how many there are.
        new("classes.clusterAccuracy", "share", Direction.None, report => report.Classes?.ClusterAccuracy, Images),
    ];

    /// <summary>Compares all figures.</summary>
    /// <param name="a">A report; null where the version has none.</param>
    /// <param name="b">Another.</param>
    /// <returns>One entry a figure, always the same ones in the same order.</returns>
    public static IReadOnlyList<FigureComparison> Of(EvaluationReport? a, EvaluationReport? b) => [.. Rows.Select(row => Compare(row, a, b))];

    private static FigureComparison Compare(Row row, EvaluationReport? a, EvaluationReport? b)
    {
        var first = a is null ? null : row.Read(a);
        var second = b is null ? null : row.Read(b);
        var reason = a is null || b is null ? Missing("report", a is null, b is null) : row.Obstacle(a, b);
        if (reason is null && (first is null || second is null)) reason = Missing("figure of this name", first is null, second is null);
        if (reason is not null || first is not { } x || second is not { } y)
            return new FigureComparison(row.Figure, row.Unit, first, second, null, null, false, reason);
        return new FigureComparison(row.Figure, row.Unit, x, y, y - x, BetterOf(row.Good, y - x), true, null);
    }

    private static string? BetterOf(Direction good, double difference) => (good, difference) switch
    {
        (Direction.None, _) => null,
        (_, 0) => "equal",
        (Direction.Less, < 0) or (Direction.More, > 0) => "b",
        _ => "a",
    };

    private static string Missing(string what, bool a, bool b) => (a, b) switch
    {
        (true, true) => $"Neither version has a {what}.",
        (true, _) => $"Version a has no {what}.",
        _ => $"Version b has no {what}.",
    };

    private static string? Images(EvaluationReport a, EvaluationReport b) => (a.Basis, b.Basis) switch
    {
        var (x, y) when x.DatasetSha256 != y.DatasetSha256 => "They were measured on different datasets.",
        var (x, y) when x.Pixels != y.Pixels => $"They were measured on {x.Pixels} and on {y.Pixels} pixels of the dataset.",
        _ when a.Protocol.HeldOutImages != b.Protocol.HeldOutImages =>
            Invariant($"They were measured on {a.Protocol.HeldOutImages} and on {b.Protocol.HeldOutImages} held-out images."),
        var (x, y) when x.Told != y.Told => "Only one of the models was told the images' classes.",
        _ => null,
    };

    private static string? Likelihoods(EvaluationReport a, EvaluationReport b) => Images(a, b) ?? (a.Basis, b.Basis) switch
    {
        var (x, y) when x.Likelihood != y.Likelihood =>
            $"They are of different likelihoods: {KebabNames.Of(x.Likelihood)} and {KebabNames.Of(y.Likelihood)}.",
        var (x, y) when x.Range != y.Range => $"They are densities over different ranges of pixels: {KebabNames.Of(x.Range)} and {KebabNames.Of(y.Range)}.",
        var (x, y) when (x.Scale == ScaleKind.Optimal) != (y.Scale == ScaleKind.Optimal) =>
            "The σ of one was fitted to the held-out images themselves, which gives a better number than any σ known in advance.",
        _ => null,
    };

    private static string? Importance(EvaluationReport a, EvaluationReport b)
    {
        var (x, y) = (a.Protocol, b.Protocol);
        return Likelihoods(a, b) ?? (x.ImportanceSamples == y.ImportanceSamples && x.ImportanceImages == y.ImportanceImages
            ? null
            : Invariant($"They were measured with {x.ImportanceSamples} draws on {x.ImportanceImages} images and with {y.ImportanceSamples} on {y.ImportanceImages}."));
    }

    private static string? Latents(EvaluationReport a, EvaluationReport b) => Images(a, b) ?? (a.Basis.LatentDim == b.Basis.LatentDim
        ? null
        : Invariant($"Their latent spaces have {a.Basis.LatentDim} and {b.Basis.LatentDim} dimensions."));

    private static string? Neighbors(EvaluationReport a, EvaluationReport b) => Images(a, b) ?? (a.Protocol.TrainImages == b.Protocol.TrainImages
        ? null
        : Invariant($"They were measured against {a.Protocol.TrainImages} and {b.Protocol.TrainImages} training images."));
}
