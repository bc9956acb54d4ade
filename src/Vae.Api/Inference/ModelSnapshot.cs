using Vae.Catalog.Models;
using Vae.Core.Checkpoints;
using Vae.Core.Latents;

namespace Vae.Api.Inference;

/// <summary>One loaded version: immutable, counted, and disposed when the last holder lets go.</summary>
/// <remarks>It begins with one reference, its maker's. A count that has reached zero never rises again.</remarks>
internal sealed class ModelSnapshot(ModelVersion version, LoadedCheckpoint checkpoint)
{
    private int references = 1;

    /// <summary>The version.</summary>
    public ModelVersion Version { get; } = version;

    /// <summary>Its encoder and decoder.</summary>
    public LatentSpace Space { get; } = new(checkpoint.Model);

    /// <summary>Takes a reference; null when the snapshot is gone already.</summary>
    public ModelLease? TryLease()
    {
        var seen = Volatile.Read(ref references);
        while (seen > 0)
        {
            var before = Interlocked.CompareExchange(ref references, seen + 1, seen);
            if (before == seen)
                return new(this);
            seen = before;
        }
        return null;
    }

    /// <summary>Gives a reference back.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref references) == 0)
            checkpoint.Dispose();
    }
}

/// <summary>A request's hold on one version. All that the request does, it does with this version.</summary>
internal sealed class ModelLease(ModelSnapshot snapshot) : IDisposable
{
    private ModelSnapshot? held = snapshot;

    /// <summary>The version.</summary>
    public ModelVersion Version => Snapshot.Version;

    /// <summary>Its encoder and decoder.</summary>
    public LatentSpace Space => Snapshot.Space;

    private ModelSnapshot Snapshot => held ?? throw new ObjectDisposedException(nameof(ModelLease));

    /// <summary>Lets the version go; once is enough, more do nothing.</summary>
    public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
}
