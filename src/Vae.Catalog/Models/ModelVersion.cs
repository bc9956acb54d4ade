using Vae.Core.Data;
using Vae.Core.Training;

namespace Vae.Catalog.Models;

/// <summary>A published, immutable version of a model.</summary>
public sealed record ModelVersion
{
    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>Counted from 1 within the name.</summary>
    public required int Version { get; init; }

    /// <summary>Order of publishing over all names.</summary>
    public required long Sequence { get; init; }

    /// <summary><c>name@version</c>.</summary>
    public string Ref => $"{Name}@{Version}";

    /// <summary>The architecture's name.</summary>
    public required string Architecture { get; init; }

    /// <summary>Dimensions of its latent space.</summary>
    public required int LatentDim { get; init; }

    /// <summary>Shape of its images.</summary>
    public required ImageShape Input { get; init; }

    /// <summary>Number of trained values.</summary>
    public required long Parameters { get; init; }

    /// <summary>Name of the dataset that trained it.</summary>
    public required string Dataset { get; init; }

    /// <summary>Last epoch, training split.</summary>
    public required Losses Train { get; init; }

    /// <summary>Last epoch, held-out split.</summary>
    public required Losses Test { get; init; }

    /// <summary>Aliases that point at it.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>When it was published.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>SHA-256 of its manifest: its identity and its folder's name.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The job that trained it.</summary>
    public required string JobId { get; init; }
}
