using System.Text.Json.Serialization;

namespace Vae.Client;

/// <summary>Size of a model's or dataset's images.</summary>
/// <param name="Height">Rows, in pixels.</param>
/// <param name="Width">Columns, in pixels.</param>
/// <param name="Channels">1 (grey) or 3 (RGB).</param>
public sealed record ImageSize(int Height, int Width, int Channels);

/// <summary>A published, immutable version of a model.</summary>
public sealed record ModelVersion
{
    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>Counted from 1 within the name.</summary>
    public required int Version { get; init; }

    /// <summary><c>name@version</c>.</summary>
    public required string Ref { get; init; }

    /// <summary>The architecture's name.</summary>
    public required string Architecture { get; init; }

    /// <summary>Dimensions of the latent space.</summary>
    public required int LatentDim { get; init; }

    /// <summary>Size of its images.</summary>
    public required ImageSize Input { get; init; }

    /// <summary>Number of trained values.</summary>
    public long Parameters { get; init; }

    /// <summary>Name of the dataset that trained it.</summary>
    public string? Dataset { get; init; }

    /// <summary>Losses of its last epoch.</summary>
    public LossPair? Metrics { get; init; }

    /// <summary>Aliases that point at it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>When it was published.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>SHA-256 of its manifest, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Id of the job that trained it.</summary>
    public string? Job { get; init; }

    /// <summary>Classes that it can be told, as labels from 0; 0: it is told none. Null in lists.</summary>
    public int? Classes { get; init; }

    /// <summary>The family of its posteriors: <c>gaussian</c>, <c>batch-norm</c> or <c>von-mises-fisher</c>. Null in lists.</summary>
    public string? Posterior { get; init; }

    /// <summary>What samples are drawn from: <c>standard-normal</c>, <c>uniform-sphere</c> or <c>gaussian-mixture</c>. Null in lists.</summary>
    public string? Prior { get; init; }

    /// <summary>
    /// What it is worth on images that it did not train on. Null in lists, and where the version was published before there were reports.
    /// </summary>
    public EvaluationReport? Report { get; init; }
}

/// <summary>A dataset.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Input">Size of its images.</param>
/// <param name="Train">Images in the training split.</param>
/// <param name="Test">Images in the held-out split.</param>
/// <param name="Labels">Whether images carry labels.</param>
/// <param name="Source"><c>built-in</c>, <c>folder</c> (IDX files) or <c>images</c> (a folder of images).</param>
/// <param name="Sha256">Hash of its contents; null until the server has read it once.</param>
public sealed record Dataset(string Name, ImageSize Input, int Train, int Test, bool Labels, string Source, string? Sha256)
{
    /// <summary>The classes' names by label; null where it has none.</summary>
    public IReadOnlyList<string>? LabelNames { get; init; }

    /// <summary>What its pixels are; null in lists.</summary>
    public DatasetProfile? Profile { get; init; }
}

/// <summary>What a look at every pixel of a dataset found; pixel statistics are of the training split.</summary>
/// <param name="Pixels"><c>binary</c>, <c>grey</c> or <c>colour</c>.</param>
/// <param name="Likelihood">What the likelihood <c>auto</c> stands for, where the model's output is a sigmoid.</param>
/// <param name="Classes">Number of classes; 0 without labels.</param>
/// <param name="Least">Least pixel, in [0, 1].</param>
/// <param name="Greatest">Greatest pixel, in [0, 1].</param>
/// <param name="Mean">Mean of all pixels, in [0, 1].</param>
/// <param name="BinaryShare">Share of values that are exactly 0 or 255.</param>
/// <param name="ConstantPixels">Values of an image that are the same in every image.</param>
/// <param name="ConstantImages">Images that are a single flat value.</param>
public sealed record DatasetProfile(
    string Pixels, string Likelihood, int Classes, double Least, double Greatest, double Mean, double BinaryShare, int ConstantPixels, int ConstantImages);

/// <summary>Whether the server can take requests.</summary>
/// <param name="Status"><c>ready</c>; <c>degraded</c>, which takes requests; <c>starting</c> or <c>draining</c>, which want none.</param>
/// <param name="Model">The version that answers by default; null before the first.</param>
/// <param name="Reasons">Why it is not ready; empty when it is.</param>
public sealed record Readiness(string Status, string? Model, IReadOnlyList<ReadinessReason> Reasons)
{
    /// <summary>Whether requests should be sent there.</summary>
    [JsonIgnore]
    public bool TakesRequests => Status is "ready" or "degraded";
}

/// <summary>A reason why a server is not wholly ready.</summary>
/// <param name="Code">Its stable name.</param>
/// <param name="Detail">What it means and what to do.</param>
public sealed record ReadinessReason(string Code, string Detail);

internal sealed record ModelList(IReadOnlyList<ModelVersion> Items);

internal sealed record DatasetList(IReadOnlyList<Dataset> Items);

internal sealed record Health(string Status);
