using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;

namespace Vae.Core.Checkpoints;

/// <summary>The two files of a checkpoint, in private memory.</summary>
/// <param name="Manifest">UTF-8 JSON of a <see cref="CheckpointManifest"/>.</param>
/// <param name="Weights">safetensors.</param>
public sealed record CheckpointFiles(ReadOnlyMemory<byte> Manifest, ReadOnlyMemory<byte> Weights)
{
    /// <summary>Name of the manifest in a checkpoint's folder.</summary>
    public const string ManifestName = "manifest.json";

    /// <summary>Name of the weights in a checkpoint's folder.</summary>
    public const string WeightsName = "model.safetensors";

    /// <summary>The checkpoint's identity: SHA-256 of the manifest, lower-case hex.</summary>
    public string Id => throw new NotImplementedException();
}

/// <summary>What a checkpoint says of itself.</summary>
public sealed record CheckpointManifest
{
    /// <summary>Version of this format.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The model.</summary>
    public required VaeOptions Model { get; init; }

    /// <summary>Shape of its images.</summary>
    public required ImageShape Input { get; init; }

    /// <summary>Number of trained values.</summary>
    public required long Parameters { get; init; }

    /// <summary>What trained it.</summary>
    public required CheckpointOrigin Origin { get; init; }
}

/// <summary>Where a checkpoint's weights come from.</summary>
public sealed record CheckpointOrigin
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>The job's attempt.</summary>
    public required long Fence { get; init; }

    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>The dataset's hash.</summary>
    public required string DatasetSha256 { get; init; }

    /// <summary>The objective.</summary>
    public required ObjectiveOptions Objective { get; init; }

    /// <summary>The optimisation, seed included.</summary>
    public required TrainingOptions Training { get; init; }

    /// <summary>Last epoch, training split.</summary>
    public required Losses Train { get; init; }

    /// <summary>Last epoch, held-out split.</summary>
    public required Losses Test { get; init; }

    /// <summary>The device that trained.</summary>
    public required string Device { get; init; }
}

/// <summary>A checkpoint that passed every check, ready to use.</summary>
public sealed record LoadedCheckpoint(CheckpointManifest Manifest, VaeModel Model) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();
}

/// <summary>Writes models to files and reads them back, trusting nothing.</summary>
public static class Checkpoint
{
    /// <summary>The files of a model. Deterministic: the same weights and origin give the same bytes.</summary>
    public static CheckpointFiles Create(VaeModel model, CheckpointOrigin origin) => throw new NotImplementedException();

    /// <summary>Checks hashes, header, shapes, finiteness and the golden sample, and builds the model (CPU, eval mode, frozen).</summary>
    /// <exception cref="CheckpointInvalidException">Anything is not as the manifest says.</exception>
    public static LoadedCheckpoint Load(CheckpointFiles files, string? expectedId) => throw new NotImplementedException();
}

/// <summary>A checkpoint that must not be used.</summary>
public sealed class CheckpointInvalidException(string message) : Exception(message);
