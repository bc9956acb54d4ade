namespace Vae.Core.Checkpoints;

/// <summary>
/// Files that are to the byte what their manifest and their identity say, of a model within the limits: <see cref="Checkpoint.Check"/> alone
/// makes one. That they make a good model is for <see cref="Checkpoint.Load(IntactCheckpoint)"/> to say.
/// </summary>
public sealed class IntactCheckpoint
{
    internal IntactCheckpoint(CheckpointFiles files, CheckpointManifest manifest) => (Files, Manifest) = (files, manifest);

    /// <summary>The files.</summary>
    public CheckpointFiles Files { get; }

    /// <summary>What the manifest says.</summary>
    public CheckpointManifest Manifest { get; }
}
