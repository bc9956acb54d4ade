using Vae.Catalog.Jobs;
using Vae.Catalog.Models;
using Vae.Core.Checkpoints;

namespace Vae.Catalog.Store;

/// <summary>Reads published checkpoints.</summary>
public sealed class CheckpointStore
{
    /// <summary>Reads a version's files into private memory; the caller verifies them with <see cref="Checkpoint.Load"/>.</summary>
    /// <exception cref="CheckpointInvalidException">A file is missing, a link or too large.</exception>
    public Task<CheckpointFiles> ReadAsync(ModelVersion version, CancellationToken cancellation) => throw new NotImplementedException();
}

/// <summary>Makes a finished job's checkpoint a version, whole or not at all.</summary>
public sealed class Publisher
{
    /// <summary>Stages, verifies and renames the files, then ends the job and inserts the version in one transaction. Null when the claim was lost.</summary>
    public Task<ModelVersion?> PublishAsync(JobClaim claim, CheckpointFiles files, CheckpointManifest manifest, CancellationToken cancellation) => throw new NotImplementedException();
}
