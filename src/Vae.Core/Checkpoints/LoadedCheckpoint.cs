using Vae.Core.Latents;
using Vae.Core.Models;

namespace Vae.Core.Checkpoints;

/// <summary>A checkpoint that passed every check, ready to use. Owns its model and its view.</summary>
/// <param name="Manifest">What the checkpoint says of itself.</param>
/// <param name="Model">The model on the CPU, in evaluation mode, its parameters frozen.</param>
/// <param name="Space">The model as it serves: what was verified is this view itself, not one like it.</param>
public sealed record LoadedCheckpoint(CheckpointManifest Manifest, VaeModel Model, LatentSpace Space) : IDisposable
{
    /// <summary>Disposes both.</summary>
    public void Dispose()
    {
        Space.Dispose();
        Model.Dispose();
    }
}
