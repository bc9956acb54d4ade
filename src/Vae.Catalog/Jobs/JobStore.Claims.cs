using System.Data;
using Dapper;
using Vae.Catalog.Models;
using Vae.Catalog.Sql;
using Vae.Core.Training;

namespace Vae.Catalog.Jobs;

// What a worker does with a job: take it, report on it, end it.
public sealed partial class JobStore
{
    // Compares the fence and takes the row's lock without changing it.
    private const string Unchanged = "fence = fence";

    /// <summary>
    /// Takes a queued job under a new fence and forgets what earlier attempts reported; null when it is not queued: it has ended, or another
    /// worker has it. A job whose worker died is queued again by <see cref="RecoverAsync"/>.
    /// </summary>
    /// <param name="id">The job.</param>
    /// <param name="device">The device that will train, for display.</param>
    /// <param name="cancellation">Ends the wait for other writers.</param>
    public Task<JobClaim?> ClaimAsync(string id, string device, CancellationToken cancellation) =>
        _database.WriteAsync(
            transaction =>
            {
                var row = transaction.Connection!.QuerySingleOrDefault<JobRow>(
                    $"""
                    UPDATE jobs SET state = 'running', fence = fence + 1, started_at = @now, device = @device, progress = NULL, last_epoch = NULL
                    WHERE id = @id AND state = 'queued' RETURNING {JobRow.Columns}
                    """,
                    new { id, device, now = Now() },
                    transaction);
                if (row is null)
                    return null;
                transaction.Connection!.Execute("DELETE FROM job_epochs WHERE job_id = @id", new { id }, transaction);
                transaction.Connection!.Execute("DELETE FROM job_samples WHERE job_id = @id", new { id }, transaction);
                _log.State(transaction, id, JobState.Running, row.Fence, device);
                return new JobClaim(row.ToJob(), row.Fence);
            },
            cancellation);

    /// <summary>Puts the dataset's hash on the job's record, or compares it with what the submission or an earlier attempt recorded.</summary>
    /// <param name="claim">The right to write.</param>
    /// <param name="sha256">The dataset's hash, lower-case hex.</param>
    /// <param name="cancellation">Ends the wait for other writers.</param>
    public Task<DatasetOutcome> RecordDatasetAsync(JobClaim claim, string sha256, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return _database.WriteAsync(
            transaction =>
            {
                if (!Set(transaction, claim, "dataset_sha256 = COALESCE(dataset_sha256, @sha256)", new { sha256 }))
                    return DatasetOutcome.ClaimLost;
                var recorded = transaction.Connection!.ExecuteScalar<string>(
                    "SELECT dataset_sha256 FROM jobs WHERE id = @Id", new { claim.Job.Id }, transaction);
                return recorded == sha256 ? DatasetOutcome.Recorded : DatasetOutcome.Changed;
            },
            cancellation);
    }

    /// <summary>Writes progress and appends its <c>metric</c> line; false when the claim was lost.</summary>
    /// <param name="claim">The right to write.</param>
    /// <param name="progress">Where training stands.</param>
    /// <param name="cancellation">Ends the wait for other writers.</param>
    public Task<bool> ReportProgressAsync(JobClaim claim, TrainingProgress progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return Fenced(claim, "progress = @data", new { data = CatalogJson.Write(progress) }, (t, id) => _log.Metric(t, id, progress), cancellation);
    }

    /// <summary>Writes a finished epoch and appends its line; false when the claim was lost.</summary>
    /// <param name="claim">The right to write.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="cancellation">Ends the wait for other writers.</param>
    public Task<bool> ReportEpochAsync(JobClaim claim, EpochSummary epoch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(epoch);
        var data = CatalogJson.Write(epoch);
        return Fenced(claim, "last_epoch = @data", new { data }, AppendEpoch, cancellation);

        void AppendEpoch(IDbTransaction transaction, string id)
        {
            transaction.Connection!.Execute(
                "INSERT INTO job_epochs (job_id, epoch, data) VALUES (@id, @Epoch, @data) ON CONFLICT (job_id, epoch) DO UPDATE SET data = excluded.data",
                new { id, epoch.Epoch, data },
                transaction);
            _log.Epoch(transaction, id, epoch);
        }
    }

    /// <summary>Stores the sample grid of an epoch and appends its line; false when the claim was lost.</summary>
    /// <param name="claim">The right to write.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="png">The grid, as PNG.</param>
    /// <param name="cancellation">Ends the wait for other writers.</param>
    public Task<bool> StoreSampleAsync(JobClaim claim, int epoch, ReadOnlyMemory<byte> png, CancellationToken cancellation) =>
        StoreSampleAsync(claim, epoch, png, null, cancellation);

    /// <summary>Stores both grids of an epoch and appends their line; false when the claim was lost.</summary>
    /// <param name="claim">The right to write.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="png">The sample grid, as PNG.</param>
    /// <param name="reconstructions">Held-out images above their reconstructions, as PNG; null: none.</param>
    /// <param name="cancellation">Ends the wait for other writers.</param>
    public Task<bool> StoreSampleAsync(
        JobClaim claim, int epoch, ReadOnlyMemory<byte> png, ReadOnlyMemory<byte>? reconstructions, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return Fenced(claim, Unchanged, new { }, AppendSample, cancellation);

        void AppendSample(IDbTransaction transaction, string id)
        {
            transaction.Connection!.Execute(
                """
                INSERT INTO job_samples (job_id, epoch, png, reconstructions) VALUES (@id, @epoch, @png, @reconstructions)
                ON CONFLICT (job_id, epoch) DO UPDATE SET png = excluded.png, reconstructions = excluded.reconstructions
                """,
                new { id, epoch, png = png.ToArray(), reconstructions = reconstructions?.ToArray() },
                transaction);
            _log.Sample(transaction, id, epoch);
        }
    }

    /// <summary>Appends a <c>log</c> line; false when the claim was lost.</summary>
    /// <param name="claim">The right to write.</param>
    /// <param name="message">A plain sentence for the job's owner.</param>
    /// <param name="cancellation">Ends the wait for other writers.</param>
    public Task<bool> LogAsync(JobClaim claim, string message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return Fenced(claim, Unchanged, new { }, (t, id) => _log.Message(t, id, message), cancellation);
    }

    /// <summary>True when the job was asked to stop, or is no longer this claim's.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<bool> ShouldStopAsync(JobClaim claim, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return _database.ReadAsync(
            transaction => transaction.Connection!.ExecuteScalar<long>(
                "SELECT COUNT(*) FROM jobs WHERE id = @Id AND fence = @Fence AND state = 'running'", new { claim.Job.Id, claim.Fence }, transaction) == 0,
            cancellation);
    }

    /// <summary>Ends the job without a model; false when the claim was lost.</summary>
    /// <param name="claim">The right to write.</param>
    /// <param name="error">Why.</param>
    /// <param name="cancellation">Ends the wait for other writers.</param>
    public Task<bool> FailAsync(JobClaim claim, JobError error, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return Fenced(claim, Unchanged, new { }, (t, id) => End(t, id, JobState.Failed, error), cancellation);
    }

    /// <summary>Ends the job as canceled; false when the claim was lost.</summary>
    /// <param name="claim">The right to write.</param>
    /// <param name="cancellation">Ends the wait for other writers.</param>
    public Task<bool> CancelAsync(JobClaim claim, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return Fenced(claim, Unchanged, new { }, (t, id) => End(t, id, JobState.Canceled), cancellation);
    }

    /// <summary>Hands a running job back to the queue, or ends it when it was asked to stop meanwhile (shutdown); false when the claim was lost.</summary>
    /// <param name="claim">The right to write.</param>
    /// <param name="cancellation">Ends the wait for other writers.</param>
    public Task<bool> ReleaseAsync(JobClaim claim, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return Fenced(claim, Unchanged, new { }, HandBack, cancellation);

        void HandBack(IDbTransaction transaction, string id)
        {
            if (Find(transaction, id)!.State == "canceling")
                End(transaction, id, JobState.Canceled);
            else
                Requeue(transaction, id, claim.Fence);
        }
    }

    /// <summary>
    /// Ends the job as succeeded, inside the transaction that inserts its version. Only from <c>running</c>: a stop that was granted before
    /// this commit wins, and nothing is published.
    /// </summary>
    /// <param name="transaction">The publishing transaction.</param>
    /// <param name="claim">The right to write.</param>
    /// <param name="publish">Inserts the version; called only when the job is the claim's.</param>
    /// <returns>The version; null when the claim was lost or a stop was granted.</returns>
    internal ModelVersion? Succeed(IDbTransaction transaction, JobClaim claim, Func<ModelVersion> publish)
    {
        var connection = transaction.Connection!;
        var updated = connection.Execute(
            "UPDATE jobs SET state = 'succeeded', finished_at = @now WHERE id = @Id AND fence = @Fence AND state = 'running'",
            new { claim.Job.Id, claim.Fence, now = Now() },
            transaction);
        if (updated == 0)
            return null;
        var version = publish();
        connection.Execute("UPDATE jobs SET model = @Ref WHERE id = @Id", new { claim.Job.Id, version.Ref }, transaction);
        _log.End(transaction, claim.Job.Id, JobState.Succeeded, version.Ref, error: null);
        return version;
    }

    private Task<bool> Fenced(
        JobClaim claim, string assignment, object values, Action<IDbTransaction, string> then, CancellationToken cancellation) =>
        _database.WriteAsync(
            transaction =>
            {
                if (!Set(transaction, claim, assignment, values))
                    return false;
                then(transaction, claim.Job.Id);
                return true;
            },
            cancellation);

    // The one place where the fence is compared.
    private static bool Set(IDbTransaction transaction, JobClaim claim, string assignment, object values)
    {
        var parameters = new DynamicParameters(values);
        parameters.Add("id", claim.Job.Id);
        parameters.Add("fence", claim.Fence);
        return transaction.Connection!.Execute(
            $"UPDATE jobs SET {assignment} WHERE id = @id AND fence = @fence AND state IN ('running', 'canceling')", parameters, transaction) == 1;
    }
}
