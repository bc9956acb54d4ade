using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Vae.Catalog.Models;
using Vae.Core.Data;
using Vae.Core.Evaluation;
using Vae.Core.Models;
using Vae.Core.Training;

namespace Vae.Api.Contracts;

/// <summary>Size of a model's or dataset's images.</summary>
/// <param name="Height">Rows, in pixels.</param>
/// <param name="Width">Columns, in pixels.</param>
/// <param name="Channels">1 (grey) or 3 (RGB).</param>
internal sealed record ImageSize(int Height, int Width, int Channels)
{
    public static ImageSize From(ImageShape shape) => new(shape.Height, shape.Width, shape.Channels);
}

/// <summary>Losses of a version's last epoch, in nats per image.</summary>
/// <param name="Train">Training split.</param>
/// <param name="Test">Held-out split, posterior sampled as in training.</param>
internal sealed record ModelMetrics(Losses Train, Losses Test);

/// <summary>A published, immutable version of a model.</summary>
internal record ModelResponse
{
    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>Counted from 1 within the name.</summary>
    public required int Version { get; init; }

    /// <summary><c>name@version</c>, for <c>?model=</c>.</summary>
    public required string Ref { get; init; }

    /// <summary>The architecture's name.</summary>
    public required string Architecture { get; init; }

    /// <summary>Dimensions of the latent space.</summary>
    public required int LatentDim { get; init; }

    /// <summary>Size of its images.</summary>
    public required ImageSize Input { get; init; }

    /// <summary>Number of trained values.</summary>
    public required long Parameters { get; init; }

    /// <summary>Name of the dataset that trained it.</summary>
    public required string Dataset { get; init; }

    /// <summary>Losses of its last epoch.</summary>
    public required ModelMetrics Metrics { get; init; }

    /// <summary>Aliases that point at it.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>When it was published.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>SHA-256 of its manifest, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Id of the job that trained it.</summary>
    public required string Job { get; init; }

    /// <summary>Where to go from here.</summary>
    public required ModelLinks Links { get; init; }

    /// <summary>The version as callers see it.</summary>
    public static ModelResponse From(ModelVersion version) => new()
    {
        Name = version.Name,
        Version = version.Version,
        Ref = version.Ref,
        Architecture = version.Architecture,
        LatentDim = version.LatentDim,
        Input = ImageSize.From(version.Input),
        Parameters = version.Parameters,
        Dataset = version.Dataset,
        Metrics = new(version.Train, version.Test),
        Aliases = version.Aliases,
        CreatedAt = version.CreatedAt,
        Sha256 = version.Sha256,
        Job = version.JobId,
        Links = new($"/models/{version.Ref}", $"/models/{version.Ref}/checkpoint", $"/models/{version.Ref}/manifest"),
    };
}

/// <summary>A published, immutable version of a model, with its report.</summary>
internal sealed record ModelReportResponse : ModelResponse
{
    /// <summary>The version with what was measured of it.</summary>
    [SetsRequiredMembers]
    public ModelReportResponse(ModelVersion version, EvaluationReport? report, VaeOptions? options)
        : base(From(version)) => (Report, Classes, Posterior, Prior) = (report, options?.Classes, options?.Posterior, options is null ? null : PriorOf(options));

    /// <summary>Classes that it can be told, as <c>?label=</c> from 0; 0: it is told none. Null where its job is gone.</summary>
    [JsonPropertyOrder(1)]
    public int? Classes { get; }

    /// <summary>The family of its posteriors; null as above.</summary>
    [JsonPropertyOrder(1)]
    public PosteriorKind? Posterior { get; }

    /// <summary>What <c>/sample</c> draws from: <c>standard-normal</c>, <c>uniform-sphere</c> or <c>gaussian-mixture</c>; null as above.</summary>
    [JsonPropertyOrder(1)]
    public string? Prior { get; }

    /// <summary>What it is worth on images that it did not train on; null where it was published before there were reports.</summary>
    // After what the list shows too.
    [JsonPropertyOrder(1)]
    public EvaluationReport? Report { get; }

    private static string PriorOf(VaeOptions options) => options switch
    {
        { Posterior: PosteriorKind.VonMisesFisher } => "uniform-sphere",
        ClusterVaeOptions => "gaussian-mixture",
        _ => "standard-normal",
    };
}

/// <summary>Two versions beside each other.</summary>
/// <param name="A">The first, <c>name@version</c>.</param>
/// <param name="B">The second.</param>
/// <param name="Figures">Every figure of their reports.</param>
internal sealed record ModelComparisonResponse(string A, string B, IReadOnlyList<FigureComparison> Figures);

/// <summary>Paths that belong to a version.</summary>
/// <param name="Self">The version.</param>
/// <param name="Checkpoint">Its weights, as safetensors.</param>
/// <param name="Manifest">What the checkpoint says of itself.</param>
internal sealed record ModelLinks(string Self, string Checkpoint, string Manifest);

/// <summary>All versions, newest first.</summary>
/// <param name="Items">The versions.</param>
internal sealed record ModelListResponse(IReadOnlyList<ModelResponse> Items);
