using Vae.Api.Inference.Passes;
using Vae.Catalog.Models;
using Vae.Core.Checkpoints;
using Vae.Core.Latents;

namespace Vae.Api.Inference;

/// <summary>One loaded version: immutable, counted, and disposed when the last holder lets go.</summary>
/// <remarks>It begins with one reference, its maker's. A count that has reached zero never rises again.</remarks>
internal sealed class ModelSnapshot
{
    private const int WarmRows = 4;

    private readonly LoadedCheckpoint checkpoint;
    private int references = 1;

    public ModelSnapshot(ModelVersion version, LoadedCheckpoint checkpoint)
    {
        this.checkpoint = checkpoint;
        Version = version;
        Ref = version.Ref;
        // The view that was verified: another would pack the weights a second time, unverified.
        Space = checkpoint.Space;
        Encoding = new(Space, PassKind.Encode);
        Decoding = new(Space, PassKind.Decode);
    }

    /// <summary>The version.</summary>
    public ModelVersion Version { get; }

    /// <summary><c>name@version</c>, made once.</summary>
    public string Ref { get; }

    /// <summary>Its encoder and decoder.</summary>
    public LatentSpace Space { get; }

    /// <summary>Where rows wait to be encoded.</summary>
    public PassLane Encoding { get; }

    /// <summary>Where rows wait to be decoded.</summary>
    public PassLane Decoding { get; }

    /// <summary>Bytes of its weights, counted with the copy that passes read.</summary>
    public long Bytes => BytesOfWeights(Version) + Space.FrozenBytes;

    /// <summary>Bytes of a version's weights.</summary>
    public static long BytesOfWeights(ModelVersion version) => version.Parameters * sizeof(float);

    /// <summary>A first pass of each kind, alone and shared, so that no request pays for what only the first one pays.</summary>
    public void Warm()
    {
        foreach (var rows in (int[])[1, WarmRows])
        {
            var images = new float[rows * Version.Input.Pixels];
            var (mu, logvar) = (new float[rows * Version.LatentDim], new float[rows * Version.LatentDim]);
            Space.Encode(images, rows, mu, logvar);
            Array.Clear(mu);
            Space.Decode(mu, rows, images);
        }
    }

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

    /// <summary>One more reference, for who holds one already; it must be given back too.</summary>
    public ModelSnapshot Share()
    {
        Interlocked.Increment(ref references);
        return this;
    }

    /// <summary>Gives a reference back.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref references) == 0)
            checkpoint.Dispose();
    }
}
