using Vae.Core.Models;

namespace Vae.Core.Checkpoints;

/// <summary>A checkpoint that passed every check, ready to use. Owns its model.</summary>
/// <param name="Manifest">What the checkpoint says of itself.</param>
/// <param name="Model">The model on the CPU, in evaluation mode, its parameters frozen.</param>
public sealed record LoadedCheckpoint(CheckpointManifest Manifest, VaeModel Model) : IDisposable
{
    /// <summary>Disposes the model.</summary>
    public void Dispose() => Model.Dispose();
}
