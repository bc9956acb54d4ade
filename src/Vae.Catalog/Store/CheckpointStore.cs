using Vae.Catalog.Jobs;
using Vae.Catalog.Models;
using Vae.Core.Checkpoints;

namespace Vae.Catalog.Store;

/// <summary>Reads published checkpoints, and those that failed jobs left. Safe to call from several threads.</summary>
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
    /// Reads a version's files into private memory. They are untrusted: the caller verifies them with <see cref="Checkpoint.Check"/> and
    /// <see cref="ModelVersion.Sha256"/> as the expected id.
    /// </summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellation">Gives up before reading begins.</param>
    /// <exception cref="CheckpointInvalidException">A file is missing, a link or too large (manifest 1 MiB, weights 2 GB).</exception>
    /// <exception cref="IOException">The files cannot be read now, which says nothing about them: too many files are open, say.</exception>
    public Task<CheckpointFiles> ReadAsync(ModelVersion version, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(version);
        var folder = _folders.Version(version.Sha256);
        return Task.Run(() => CheckpointReader.Read(folder), cancellation);
    }

    /// <summary>The last good weights of a failed job's last attempt, every byte as the manifest beside them says; null when there are none.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellation">Gives up before reading begins.</param>
    /// <exception cref="CheckpointInvalidException">The files are damaged.</exception>
    /// <exception cref="IOException">The files cannot be read now.</exception>
    public async Task<IntactCheckpoint?> ReadRescuedAsync(Job job, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        var folder = _folders.Rescued(job.Id, job.Attempt);
        if (job.State != JobState.Failed || !Directory.Exists(folder)) return null;
        var files = await Task.Run(() => CheckpointReader.Read(folder), cancellation).ConfigureAwait(false);
        return Checkpoint.Check(files, expectedId: null);
    }

    /// <summary>As <see cref="ReadIntact"/>, on another thread.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellation">Gives up before reading begins.</param>
    /// <exception cref="CheckpointInvalidException">A file is missing, a link, too large or not the published one.</exception>
    /// <exception cref="IOException">The files cannot be read now.</exception>
    public Task<IntactCheckpoint> ReadIntactAsync(ModelVersion version, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(version);
        return Task.Run(() => ReadIntact(version), cancellation);
    }

    /// <summary>Reads a version's files into private memory and checks that every byte is as it was published.</summary>
    /// <param name="version">The version.</param>
    /// <exception cref="CheckpointInvalidException">A file is missing, a link, too large or not the published one.</exception>
    /// <exception cref="IOException">The files cannot be read now.</exception>
    public IntactCheckpoint ReadIntact(ModelVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return Checkpoint.Check(CheckpointReader.Read(_folders.Version(version.Sha256)), version.Sha256);
    }
}
