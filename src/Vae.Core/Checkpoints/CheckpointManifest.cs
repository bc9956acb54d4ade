using Vae.Core.Data;
using Vae.Core.Evaluation;
using Vae.Core.Models;

namespace Vae.Core.Checkpoints;

/// <summary>What a checkpoint says of itself.</summary>
public sealed record CheckpointManifest
{
    /// <summary>
    /// The version of this format that this code writes, and the newest that it reads. 1: as now, without a report. 2: with one, and with the
    /// options of models, objectives and training that were added since; a manifest without them means their defaults.
    /// </summary>
    public const int CurrentSchemaVersion = 2;

    /// <summary>Version of this format.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The model.</summary>
    public required VaeOptions Model { get; init; }

    /// <summary>Shape of its images.</summary>
    public required ImageShape Input { get; init; }

    /// <summary>Number of trained values.</summary>
    public required long Parameters { get; init; }

    /// <summary>What trained it.</summary>
    public required CheckpointOrigin Origin { get; init; }

    /// <summary>What the model is worth on images that it did not train on; null where nothing was measured, and in manifests of version 1.</summary>
    public EvaluationReport? Report { get; init; }

    /// <summary>The other files of the checkpoint: exactly <see cref="CheckpointFiles.WeightsName"/>.</summary>
    public required IReadOnlyList<CheckpointFile> Files { get; init; }

    /// <summary>What wrote it.</summary>
    public required CheckpointProducer Producer { get; init; }

    /// <summary>A latent and what it decodes to.</summary>
    public required GoldenSample Golden { get; init; }
}

/// <summary>A file as the manifest knows it.</summary>
/// <param name="Name">Its name in the checkpoint's folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its hash, lower-case hex.</param>
public sealed record CheckpointFile(string Name, long Bytes, string Sha256);

/// <summary>The versions that wrote a checkpoint, for the reader of a bug report; nothing is decided by them.</summary>
/// <param name="Vae">Version of this library.</param>
/// <param name="Tensors">Name and version of the tensor library.</param>
public sealed record CheckpointProducer(string Vae, string Tensors);
