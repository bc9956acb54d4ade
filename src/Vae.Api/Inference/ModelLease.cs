using Vae.Catalog.Models;
using Vae.Core.Latents;

namespace Vae.Api.Inference;

/// <summary>A request's hold on one version. All that the request does, it does with this version.</summary>
internal sealed class ModelLease(ModelSnapshot snapshot) : IDisposable
{
    private ModelSnapshot? held = snapshot;

    /// <summary>The version.</summary>
    public ModelVersion Version => Snapshot.Version;

    /// <summary><c>name@version</c>.</summary>
    public string Ref => Snapshot.Ref;

    /// <summary>Its encoder and decoder.</summary>
    public LatentSpace Space => Snapshot.Space;

    /// <summary>The loaded version.</summary>
    public ModelSnapshot Snapshot => held ?? throw new ObjectDisposedException(nameof(ModelLease));

    /// <summary>Lets the version go; once is enough, more do nothing.</summary>
    public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
}
