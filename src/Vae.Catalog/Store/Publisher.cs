using System.Data.Common;
using Microsoft.Extensions.Logging;
using Vae.Catalog.Jobs;
using Vae.Catalog.Models;
using Vae.Catalog.Sql;
using Vae.Core.Checkpoints;

namespace Vae.Catalog.Store;

/// <summary>
/// Makes a finished job's checkpoint a version, whole or not at all. Files become durable first, under their final name; then one
/// transaction ends the job and inserts the version. A process that dies between the two leaves a folder that no row names, which
/// <see cref="CleanAsync"/> removes.
/// </summary>
public sealed class Publisher
{
    /// <summary>Weights of failed jobs that are kept, over all jobs: the newest.</summary>
    public const int MaxRescued = 20;

    private readonly StoreFolders _folders;
    private readonly CatalogDatabase _database;
    private readonly JobStore _jobs;
    private readonly ModelStore _models;
    private readonly ILogger<Publisher> _logger;

    /// <summary>Publishes into a data folder and its database.</summary>
    /// <param name="options">Where the data folder is.</param>
    /// <param name="database">The catalog.</param>
    /// <param name="jobs">Ends the job.</param>
    /// <param name="models">Takes the version.</param>
    /// <param name="logger">Told of what was cleaned and of commits whose outcome had to be looked up.</param>
    public Publisher(CatalogOptions options, CatalogDatabase database, JobStore jobs, ModelStore models, ILogger<Publisher> logger)
    {
        _folders = new StoreFolders(options);
        _database = database;
        _jobs = jobs;
        _models = models;
        _logger = logger;
    }

    /// <summary>
    /// Prepares the store's folders and deletes what dead attempts left in them. For the start of the only process that publishes, before its
    /// first job.
    /// </summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">The folders cannot be used; the message says why.</exception>
    public async Task CleanAsync(CancellationToken cancellation)
    {
        var published = await _models.HashesAsync(cancellation).ConfigureAwait(false);
        var failed = await _jobs.FailedAttemptsAsync(cancellation).ConfigureAwait(false);
        _folders.Prepare();
        var deleted = _folders.Clean(published, failed);
        if (deleted > 0)
            _logger.LogInformation("Deleted {Count} unpublished checkpoint folders of dead attempts", deleted);
    }

    /// <summary>
    /// Stages, verifies and renames the files, then ends the job and inserts the version in one transaction. Null when the claim was lost or
    /// the job was asked to stop: nothing is published then, and the claim, if it still holds, is for the caller to end.
    /// </summary>
    /// <param name="claim">The right to end the job.</param>
    /// <param name="files">The checkpoint, whose origin names the claim's job and fence.</param>
    /// <param name="cancellation">Ends the wait for other writers; from the commit on it is not heard.</param>
    /// <exception cref="ArgumentException">The checkpoint is of another job or attempt.</exception>
    /// <exception cref="CheckpointInvalidException">What was read back from the disk is not a good model.</exception>
    /// <exception cref="IOException">The files could not be made durable; the attempt's files are dropped.</exception>
    public async Task<ModelVersion?> PublishAsync(JobClaim claim, CheckpointFiles files, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(files);
        // Writing, flushing and verifying give way to the answers of the service that may run in this process.
        var (id, manifest) = await QuietThread.RunAsync(() => Stage(claim, files), cancellation).ConfigureAwait(false);
        ModelVersion? version;
        try
        {
            version = await CommitAsync(claim, id, manifest, cancellation).ConfigureAwait(false);
        }
        catch (DbException e)
        {
            // The commit may have reached the disk although its answer did not reach us.
            _logger.LogWarning(e, "The commit that publishes job {Job} failed; looking up its outcome", claim.Job.Id);
            version = await FindAsync(claim, id).ConfigureAwait(false);
            if (version is null)
                throw;
        }

        // Nothing committed: either an earlier try of this attempt did, or the folder is nobody's.
        version ??= await FindAsync(claim, id).ConfigureAwait(false);
        if (version is null)
            StoreFolders.Delete(_folders.Version(id));
        return version;
    }

    /// <summary>
    /// Keeps the last good weights of an attempt that is about to fail. They become no version: nothing serves them but the job's own checkpoint
    /// route, once the job has failed. Without that they are deleted at the worker's next start. Of all jobs' kept weights the newest
    /// <see cref="MaxRescued"/> stay.
    /// </summary>
    /// <param name="claim">The right to end the job.</param>
    /// <param name="files">The checkpoint.</param>
    /// <exception cref="CheckpointInvalidException">What was read back from the disk is not a good model.</exception>
    /// <exception cref="IOException">The files could not be made durable; they are dropped.</exception>
    public void Keep(JobClaim claim, CheckpointFiles files)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(files);
        var staged = StagedCheckpoint.Write(_folders, claim.Job.Id, claim.Fence, files);
        try
        {
            staged.Verify();
            staged.Keep(claim.Job.Id, claim.Fence);
        }
        catch
        {
            staged.Drop();
            throw;
        }

        Thin();
    }

    private void Thin()
    {
        try
        {
            _folders.ThinRescued(MaxRescued);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What was to be kept is kept; the next one tries again.
            _logger.LogWarning(e, "Could not delete old weights of failed jobs");
        }
    }

    /// <summary>Makes the files durable under their final name; no reader knows of them yet.</summary>
    internal (string Id, CheckpointManifest Manifest) Stage(JobClaim claim, CheckpointFiles files)
    {
        var staged = StagedCheckpoint.Write(_folders, claim.Job.Id, claim.Fence, files);
        try
        {
            var manifest = staged.Verify();
            if (manifest.Origin.JobId != claim.Job.Id || manifest.Origin.Fence != claim.Fence)
                throw new ArgumentException(
                    $"The checkpoint is of job {manifest.Origin.JobId}, attempt {manifest.Origin.Fence}; the claim is for job {claim.Job.Id}, attempt {claim.Fence}.",
                    nameof(files));
            staged.Promote();
            return (staged.Id, manifest);
        }
        catch
        {
            staged.Drop();
            throw;
        }
    }

    /// <summary>The one transaction: the job ends and its version appears, or neither.</summary>
    internal Task<ModelVersion?> CommitAsync(JobClaim claim, string id, CheckpointManifest manifest, CancellationToken cancellation) =>
        _database.WriteAsync(
            transaction => _jobs.Succeed(
                transaction,
                claim,
                () => _models.Insert(transaction, claim.Job.Name, ModelStore.NextVersion(transaction, claim.Job.Name), id, manifest)),
            cancellation);

    private async Task<ModelVersion?> FindAsync(JobClaim claim, string id) =>
        await _models.FindByJobAsync(claim.Job.Id, CancellationToken.None).ConfigureAwait(false) is { } version && version.Sha256 == id ? version : null;
}
