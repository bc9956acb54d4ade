namespace Vae.Core.Models;

/// <summary>Placeholder shape: an encoder and a decoder over tensors.</summary>
public abstract class VaeModel : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => GC.SuppressFinalize(this);
}
