using System.Reflection;
using Vae.Core.Evaluation;
using Vae.Core.Latents;
using Vae.Core.Models;

namespace Vae.Core.Checkpoints;

/// <summary>Writes models to files and reads them back, trusting nothing.</summary>
public static class Checkpoint
{
    private static readonly CheckpointProducer Producer = new(
        NameAndVersion(typeof(Checkpoint).Assembly), NameAndVersion(typeof(TorchSharp.torch).Assembly));

    /// <summary>The files of a model. Deterministic: the same weights, origin and report give the same bytes on one machine.</summary>
    /// <param name="model">The model, on any device; it stays as it is.</param>
    /// <param name="origin">What trained it.</param>
    /// <param name="report">What it is worth; null where nothing was measured.</param>
    /// <returns>Manifest and weights.</returns>
    /// <exception cref="CheckpointInvalidException">A weight is NaN or infinite.</exception>
    public static CheckpointFiles Create(VaeModel model, CheckpointOrigin origin, EvaluationReport? report = null)
    {
        var weights = SafeTensorsWriter.Write(ModelWeights.Read(model));

        // The golden sample comes from the file's weights on the CPU, as every reader will compute it.
        using var copy = BuildModel(model.Options, model.Input, weights);
        var manifest = new CheckpointManifest
        {
            Model = model.Options,
            Input = model.Input,
            Parameters = model.ParameterCount,
            Origin = origin,
            Report = report,
            Files = [new CheckpointFile(CheckpointFiles.WeightsName, weights.Length, CheckpointFiles.Sha256(weights))],
            Producer = Producer,
            Golden = GoldenSample.Of(copy),
        };
        return new CheckpointFiles(ManifestJson.Write(manifest), weights);
    }

    /// <summary>Reads the manifest alone, without looking at the weights.</summary>
    /// <param name="files">The files.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="CheckpointInvalidException">It is no manifest that this version reads.</exception>
    public static CheckpointManifest ReadManifest(CheckpointFiles files) => ManifestJson.Read(files.Manifest.Span);

    /// <summary>Checks identity, sizes, hashes, header, shapes, finiteness and the golden sample, and builds the model.</summary>
    /// <param name="files">The files, in memory that nobody else writes to.</param>
    /// <param name="expectedId">The identity to insist on, or null to take the files' own.</param>
    /// <returns>Manifest and model (CPU, evaluation mode, parameters frozen); the caller disposes it.</returns>
    /// <exception cref="CheckpointInvalidException">Anything is not as the manifest says.</exception>
    public static LoadedCheckpoint Load(CheckpointFiles files, string? expectedId) => Load(Check(files, expectedId));

    /// <summary>Checks identity, sizes, hashes and the model's limits, and builds nothing.</summary>
    /// <param name="files">The files, in memory that nobody else writes to.</param>
    /// <param name="expectedId">The identity to insist on, or null to take the files' own.</param>
    /// <returns>The files, known to be the published ones.</returns>
    /// <exception cref="CheckpointInvalidException">Anything is not as the manifest says.</exception>
    public static IntactCheckpoint Check(CheckpointFiles files, string? expectedId)
    {
        if (expectedId is not null && files.Id is var actualId && actualId != expectedId)
        {
            throw new CheckpointInvalidException($"The manifest's SHA-256 is {actualId}; expected {expectedId}.");
        }

        var manifest = ManifestJson.Read(files.Manifest.Span);
        CheckWeightsFile(manifest, files.Weights);
        CheckModel(manifest);
        return new IntactCheckpoint(files, manifest);
    }

    /// <summary>Checks header, shapes, finiteness and the golden sample, and builds the model.</summary>
    /// <param name="intact">The files; they are not hashed again.</param>
    /// <returns>Manifest and model (CPU, evaluation mode, parameters frozen); the caller disposes it.</returns>
    /// <exception cref="CheckpointInvalidException">Anything is not as the manifest says.</exception>
    public static LoadedCheckpoint Load(IntactCheckpoint intact)
    {
        var manifest = intact.Manifest;
        var model = BuildModel(manifest.Model, manifest.Input, intact.Files.Weights);
        LatentSpace? space = null;
        try
        {
            space = new LatentSpace(model);
            manifest.Golden.Verify(model, space);
            return new LoadedCheckpoint(manifest, model, space);
        }
        catch
        {
            space?.Dispose();
            model.Dispose();
            throw;
        }
    }

    private static void CheckWeightsFile(CheckpointManifest manifest, ReadOnlyMemory<byte> weights)
    {
        if (manifest.Files is not [{ Name: CheckpointFiles.WeightsName } file])
        {
            throw new CheckpointInvalidException(
                $"The manifest must list the file {CheckpointFiles.WeightsName} alone; it lists {manifest.Files.Count} files.");
        }

        if (weights.Length != file.Bytes)
        {
            throw new CheckpointInvalidException($"{file.Name} has {weights.Length} bytes; the manifest says {file.Bytes}.");
        }

        if (CheckpointFiles.Sha256(weights.Span) is var hash && hash != file.Sha256)
        {
            throw new CheckpointInvalidException($"{file.Name} has the SHA-256 {hash}; the manifest says otherwise.");
        }
    }

    /// <summary>Before anything is allocated: a manifest may describe a model of any size.</summary>
    private static void CheckModel(CheckpointManifest manifest)
    {
        if (ModelLimits.Check(manifest.Model, manifest.Input) is [var first, ..])
        {
            throw new CheckpointInvalidException($"The manifest's model cannot be built. {first.Field}: {first.Message} Got {first.Actual}.");
        }

        var parameters = ModelLimits.CountParameters(manifest.Model, manifest.Input);
        if (parameters != manifest.Parameters)
        {
            throw new CheckpointInvalidException($"The manifest says {manifest.Parameters} parameters; its model has {parameters}.");
        }
    }

    private static VaeModel BuildModel(VaeOptions options, Data.ImageShape input, ReadOnlyMemory<byte> weights)
    {
        var entries = SafeTensorsReader.Read(weights);
        // Outside any scope of the caller's: the model is handed on.
        var model = VaeModelFactory.CreateUndrawn(options, input);
        try
        {
            ModelWeights.Write(model, entries);
            model.eval();
            foreach (var parameter in model.parameters()) parameter.requires_grad = false;
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static string NameAndVersion(Assembly assembly) => $"{assembly.GetName().Name} {assembly.GetName().Version}";
}
