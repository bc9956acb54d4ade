using Vae.Catalog.Models;
using Vae.Core.Checkpoints;

namespace Vae.Catalog.Store;

/// <summary>Reads published checkpoints. Safe to call from several threads.</summary>
public sealed class CheckpointStore
{
    private readonly StoreFolders _folders;

    /// <summary>Reads from a data folder.</summary>
    /// <param name="options">Where it is.</param>
    public CheckpointStore(CatalogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _folders = new StoreFolders(options);
    }

    /// <summary>
    /// Reads a version's files into private memory. They are untrusted: the caller verifies them with <see cref="Checkpoint.Load"/> and
    /// <see cref="ModelVersion.Sha256"/> as the expected id.
    /// </summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellation">Gives up before reading begins.</param>
    /// <exception cref="CheckpointInvalidException">A file is missing, a link or too large (manifest 1 MiB, weights 2 GB).</exception>
    public Task<CheckpointFiles> ReadAsync(ModelVersion version, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(version);
        var folder = _folders.Version(version.Sha256);
        return Task.Run(() => CheckpointReader.Read(folder), cancellation);
    }
}
