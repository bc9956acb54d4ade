using System.Data;
using Dapper;
using Vae.Catalog.Sql;
using Vae.Catalog.Store;
using Vae.Core.Training;

namespace Vae.Catalog.Jobs;

/// <summary>
/// Jobs and their logs. Every method that takes a <see cref="JobClaim"/> writes only while the job runs under that claim's fence: a worker that
/// lost its job can change nothing. Safe to call from several threads and processes.
/// </summary>
public sealed partial class JobStore
{
    /// <summary>Attempts that may end with their process, killed or crashed, before the job is failed. Attempts handed back at a shutdown do not count.</summary>
    public const int MaxDeaths = 3;

    private const int MaxPage = 200;
    private const int MaxEvents = 1000;

    private readonly CatalogDatabase _database;
    private readonly CatalogOptions _options;
    private readonly TimeProvider _time;
    private readonly JobLog _log;
    private readonly JobIds _ids;

    /// <summary>Stores jobs in a database.</summary>
    /// <param name="database">The catalog.</param>
    /// <param name="options">Gives the queue's limit.</param>
    /// <param name="time">Dates jobs and their log.</param>
    public JobStore(CatalogDatabase database, CatalogOptions options, TimeProvider time)
    {
        _database = database;
        _options = options;
        _time = time;
        _log = new JobLog(time);
        _ids = new JobIds(time);
    }

    /// <summary>Inserts a queued job, unless its idempotency key made one before: then that one is returned and nothing is written.</summary>
    /// <param name="job">What to queue; checked by the caller.</param>
    /// <param name="cancellation">Ends the wait for other writers; a write under way is finished.</param>
    /// <exception cref="QueueFullException">Too many queued jobs.</exception>
    /// <exception cref="QueueQuotaException">Too many queued jobs of this owner.</exception>
    public Task<JobInsertion> InsertAsync(NewJob job, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        return _database.WriteAsync(transaction => Insert(transaction, job), cancellation);
    }

    /// <summary>The job, or null.</summary>
    /// <param name="id">Any text; only an id of ours finds anything.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<Job?> FindAsync(string id, CancellationToken cancellation) =>
        JobIds.IsValid(id) ? await _database.ReadAsync(transaction => Find(transaction, id)?.ToJob(), cancellation).ConfigureAwait(false) : null;

    /// <summary>Jobs, newest first.</summary>
    /// <param name="state">Only jobs in this state; null: all.</param>
    /// <param name="limit">Most jobs on a page. Legal: 1 to 200.</param>
    /// <param name="cursor">The previous page's <see cref="JobPage.NextCursor"/>; null: the first page.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    public Task<JobPage> ListAsync(JobState? state, int limit, string? cursor, CancellationToken cancellation) =>
        ListAsync(state, null, limit, cursor, cancellation);

    /// <summary>Jobs, newest first.</summary>
    /// <param name="state">Only jobs in this state; null: all.</param>
    /// <param name="owner">Only jobs of this key; null: all.</param>
    /// <param name="limit">Most jobs on a page. Legal: 1 to 200.</param>
    /// <param name="cursor">The previous page's <see cref="JobPage.NextCursor"/>; null: the first page.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    public Task<JobPage> ListAsync(JobState? state, string? owner, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxPage);
        if (cursor is not null && !JobIds.IsValid(cursor))
            throw new FormatException("The cursor is not one that a page of jobs gave. Start without a cursor.");
        return _database.ReadAsync(
            transaction =>
            {
                // One row more than asked for tells whether another page follows.
                var rows = transaction.Connection!.Query<JobRow>(
                    $"""
                    SELECT {JobRow.Columns} FROM jobs
                    WHERE (CAST(@state AS TEXT) IS NULL OR state = @state) AND (CAST(@owner AS TEXT) IS NULL OR owner = @owner)
                        AND (CAST(@cursor AS TEXT) IS NULL OR id < @cursor)
                    ORDER BY id DESC LIMIT @take
                    """,
                    new { state = state?.Word(), owner, cursor, take = limit + 1 },
                    transaction).AsList();
                var page = rows.Take(limit).Select(row => row.ToJob()).ToList();
                return new JobPage(page, rows.Count > limit ? page[^1].Id : null);
            },
            cancellation);
    }

    /// <summary>How many jobs there are, ended ones included.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<long> CountAsync(CancellationToken cancellation) =>
        _database.ReadAsync(transaction => transaction.Connection!.ExecuteScalar<long>("SELECT COUNT(*) FROM jobs", transaction: transaction), cancellation);

    /// <summary>The jobs that wait, in the order in which they should run: by priority, then by age.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<IReadOnlyList<QueuedJob>> QueuedAsync(CancellationToken cancellation) => _database.ReadAsync(Queued, cancellation);

    /// <summary>The sample grid of an epoch as PNG, or null.</summary>
    /// <param name="id">The job.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<byte[]?> FindSampleAsync(string id, int epoch, CancellationToken cancellation) =>
        _database.ReadAsync(
            transaction => transaction.Connection!.ExecuteScalar<byte[]?>(
                "SELECT png FROM job_samples WHERE job_id = @id AND epoch = @epoch", new { id, epoch }, transaction),
            cancellation);

    /// <summary>Held-out images above their reconstructions after an epoch, as PNG, or null.</summary>
    /// <param name="id">The job.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<byte[]?> FindReconstructionsAsync(string id, int epoch, CancellationToken cancellation) =>
        _database.ReadAsync(
            transaction => transaction.Connection!.ExecuteScalar<byte[]?>(
                "SELECT reconstructions FROM job_samples WHERE job_id = @id AND epoch = @epoch", new { id, epoch }, transaction),
            cancellation);

    /// <summary>Every finished epoch of the job's newest attempt, in order.</summary>
    /// <param name="id">The job.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<IReadOnlyList<EpochSummary>> EpochsAsync(string id, CancellationToken cancellation) =>
        _database.ReadAsync<IReadOnlyList<EpochSummary>>(
            transaction => [.. transaction.Connection!
                .Query<string>("SELECT data FROM job_epochs WHERE job_id = @id ORDER BY epoch", new { id }, transaction)
                .Select(CatalogJson.Read<EpochSummary>)],
            cancellation);

    /// <summary>Log lines after <paramref name="afterId"/>, oldest first, over all attempts. Metric lines of a long run are thinned out.</summary>
    /// <param name="id">The job.</param>
    /// <param name="afterId">The last line that the reader has; 0: from the beginning.</param>
    /// <param name="limit">Most lines to return. Legal: 1 and up; never more than 1,000 come.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<IReadOnlyList<JobEvent>> EventsAsync(string id, long afterId, int limit, CancellationToken cancellation) =>
        _database.ReadAsync<IReadOnlyList<JobEvent>>(
            transaction => [.. transaction.Connection!
                .Query<(long Id, string Type, string Data, long At)>(
                    "SELECT id, type, data, at FROM job_events WHERE job_id = @id AND id > @afterId ORDER BY id LIMIT @limit",
                    new { id, afterId, limit = Math.Clamp(limit, 1, MaxEvents) },
                    transaction)
                .Select(row => new JobEvent(row.Id, row.Type, row.Data, DateTimeOffset.FromUnixTimeMilliseconds(row.At)))],
            cancellation);

    /// <summary>Asks for a stop: a queued job ends at once, a running one at its worker's next step. A stop that was granted is never undone by a publication.</summary>
    /// <param name="id">The job.</param>
    /// <param name="cancellation">Ends the wait for other writers.</param>
    public Task<CancelOutcome> RequestCancelAsync(string id, CancellationToken cancellation) =>
        _database.WriteAsync(transaction => RequestCancel(transaction, id), cancellation);

    /// <summary>
    /// Puts jobs whose process died back into the queue and returns every queued job, in the order in which they should run. A job whose
    /// process has died <see cref="MaxDeaths"/> times is failed instead. For the start of the only process that runs jobs: whatever runs by the
    /// catalog's word is dead then.
    /// </summary>
    /// <param name="cancellation">Ends the wait for other writers.</param>
    public Task<IReadOnlyList<QueuedJob>> RecoverAsync(CancellationToken cancellation) =>
        _database.WriteAsync(
            transaction =>
            {
                var rows = transaction.Connection!.Query<JobRow>(
                    $"SELECT {JobRow.Columns} FROM jobs WHERE state IN ('running', 'canceling') ORDER BY id", transaction: transaction).AsList();
                foreach (var row in rows)
                {
                    if (row.State == "canceling")
                        End(transaction, row.Id, JobState.Canceled);
                    else
                        Bury(transaction, row);
                }

                return Queued(transaction);
            },
            cancellation);

    /// <summary>The failed jobs, each with its last attempt: as the folders of weights are called that they may have left.</summary>
    internal async Task<IReadOnlySet<string>> FailedAttemptsAsync(CancellationToken cancellation)
    {
        var rows = await _database.ReadAsync(
            transaction => transaction.Connection!
                .Query<(string Id, long Fence)>("SELECT id, fence FROM jobs WHERE state = 'failed'", transaction: transaction).AsList(),
            cancellation).ConfigureAwait(false);
        return rows.Select(row => StoreFolders.NameOf(row.Id, row.Fence)).ToHashSet(StringComparer.Ordinal);
    }

    private static JobRow? Find(IDbTransaction transaction, string id) =>
        transaction.Connection!.QuerySingleOrDefault<JobRow>($"SELECT {JobRow.Columns} FROM jobs WHERE id = @id", new { id }, transaction);

    private static IReadOnlyList<QueuedJob> Queued(IDbTransaction transaction) =>
        [.. transaction.Connection!
            .Query<(string Id, long Priority)>(
                "SELECT id, priority FROM jobs WHERE state = 'queued' ORDER BY priority DESC, id", transaction: transaction)
            .Select(row => new QueuedJob(row.Id, (int)row.Priority))];

    private JobInsertion Insert(IDbTransaction transaction, NewJob job)
    {
        var connection = transaction.Connection!;
        // An owner's idempotency keys are its own: without this, one could find out another's and read its job. The column has one text for
        // both, which no key can forge, because keys have no spaces.
        var key = job is { IdempotencyKey: { } given, Owner: { } owner } ? $"{owner} {given}" : job.IdempotencyKey;
        if (key is not null)
        {
            var earlier = connection.QuerySingleOrDefault<JobRow>(
                $"SELECT {JobRow.Columns} FROM jobs WHERE idempotency_key = @key", new { key }, transaction);
            if (earlier is not null)
                return new JobInsertion(earlier.ToJob(), Created: false, KeyClash: earlier.RequestSha256 != job.RequestSha256);
        }

        if (job.Owner is not null
            && connection.ExecuteScalar<long>(
                "SELECT COUNT(*) FROM jobs WHERE owner = @Owner AND state = 'queued'", new { job.Owner }, transaction) >= _options.MaxQueuedJobsPerOwner)
            throw new QueueQuotaException(_options.MaxQueuedJobsPerOwner);
        if (connection.ExecuteScalar<long>("SELECT COUNT(*) FROM jobs WHERE state = 'queued'", transaction: transaction) >= _options.MaxQueuedJobs)
            throw new QueueFullException(_options.MaxQueuedJobs);
        var id = _ids.Next();
        connection.Execute(
            """
            INSERT INTO jobs (id, state, name, dataset, dataset_sha256, preset, plan, priority, created_at, idempotency_key, request_sha256, owner)
            VALUES (@id, 'queued', @Name, @Dataset, @DatasetSha256, @Preset, @plan, @Priority, @now, @key, @RequestSha256, @Owner)
            """,
            new { id, job.Name, job.Dataset, job.DatasetSha256, job.Preset, plan = CatalogJson.Write(job.Plan), job.Priority, now = Now(), key, job.RequestSha256, job.Owner },
            transaction);
        _log.State(transaction, id, JobState.Queued, attempt: 0, device: null);
        return new JobInsertion(Find(transaction, id)!.ToJob(), Created: true, KeyClash: false);
    }

    private CancelOutcome RequestCancel(IDbTransaction transaction, string id)
    {
        var row = JobIds.IsValid(id) ? Find(transaction, id) : null;
        switch (row?.State)
        {
            case null:
                return CancelOutcome.NotFound;
            case "queued":
                End(transaction, id, JobState.Canceled);
                return CancelOutcome.Canceled;
            case "running":
                transaction.Connection!.Execute("UPDATE jobs SET state = 'canceling' WHERE id = @id", new { id }, transaction);
                _log.State(transaction, id, JobState.Canceling, row.Fence, row.Device);
                return CancelOutcome.Canceling;
            case "canceling":
                return CancelOutcome.Canceling;
            default:
                return CancelOutcome.AlreadyEnded;
        }
    }

    // An attempt ended with its process: the job may have killed it, so it does not get endlessly many.
    private void Bury(IDbTransaction transaction, JobRow row)
    {
        var deaths = transaction.Connection!.QuerySingle<long>(
            "UPDATE jobs SET deaths = deaths + 1 WHERE id = @Id RETURNING deaths", new { row.Id }, transaction);
        if (deaths >= MaxDeaths)
        {
            End(transaction, row.Id, JobState.Failed, new JobError(
                "process-died",
                $"The process that trained this job died in {deaths} attempts; it is not tried again. Often memory ran out: use a smaller batch size or a smaller model, or see the system's log."));
            return;
        }

        Requeue(transaction, row.Id, row.Fence);
        _log.Message(transaction, row.Id, $"The process that trained this job died (attempt {deaths} of {MaxDeaths} that ended so); the job starts anew.");
    }

    private void Requeue(IDbTransaction transaction, string id, long fence)
    {
        transaction.Connection!.Execute(
            "UPDATE jobs SET state = 'queued', started_at = NULL, progress = NULL, last_epoch = NULL WHERE id = @id", new { id }, transaction);
        _log.State(transaction, id, JobState.Queued, fence, device: null);
    }

    private void End(IDbTransaction transaction, string id, JobState state, JobError? error = null)
    {
        transaction.Connection!.Execute(
            "UPDATE jobs SET state = @state, finished_at = @now, error_code = @Code, error_detail = @Detail WHERE id = @id",
            new { id, state = state.Word(), now = Now(), error?.Code, error?.Detail },
            transaction);
        _log.End(transaction, id, state, model: null, error);
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
