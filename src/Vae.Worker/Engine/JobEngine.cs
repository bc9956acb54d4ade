using System.Data.Common;
using Hangfire;
using Hangfire.States;
using Microsoft.Extensions.Logging;
using Vae.Worker.Training;

namespace Vae.Worker.Engine;

/// <summary>
/// Delivers jobs to <see cref="TrainingJob"/> through Hangfire, <see cref="WorkerOptions.ConcurrentJobs"/> at a time, the highest priority first
/// and the oldest within a priority. Hangfire's queues are first in, first out, so jobs wait here in the order of their priority and Hangfire is
/// handed as many as it has workers. It only delivers: what a job is and where it stands is the catalog's word. Whatever is forgotten here, the
/// runner finds in the catalog and delivers again.
/// </summary>
internal sealed class JobEngine : IDisposable
{
    private const string Queue = "training";

    // Longer than any host waits for its services, so that Hangfire never gives up on a job that is publishing.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromMinutes(10);

    private readonly JobStorage _storage;
    private readonly BackgroundJobClient _client;
    private readonly TrainingJob _training;
    private readonly WorkerOptions _options;
    private readonly ILogger<JobEngine> _logger;
    private readonly CancellationTokenSource _stopping = new();

    // Guarded by _gate. Handed: the job's id and Hangfire's id for it.
    private readonly Lock _gate = new();
    private readonly Waiting _waiting = new();
    private readonly Dictionary<string, string> _handed = new(StringComparer.Ordinal);
    private BackgroundJobServer? _server;

    /// <summary>An engine that has not started.</summary>
    public JobEngine(JobStorage storage, TrainingJob training, WorkerOptions options, ILogger<JobEngine> logger)
    {
        _storage = storage;
        _client = new BackgroundJobClient(storage);
        _training = training;
        _options = options;
        _logger = logger;
    }

    /// <summary>Starts delivering.</summary>
    public Task StartAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            _server = new BackgroundJobServer(
                new BackgroundJobServerOptions
                {
                    Queues = [Queue],
                    WorkerCount = _options.ConcurrentJobs,
                    ShutdownTimeout = ShutdownTimeout,
                    Activator = new DeliveredJobActivator(this),
                },
                _storage);
            HandOver();
        }

        return Task.CompletedTask;
    }

    /// <summary>Asks the running jobs to stop and returns when they have.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        BackgroundJobServer? server;
        lock (_gate)
            (server, _server) = (_server, null);
        if (server is null)
            return;
        // Not left to Hangfire's own token: that one also fires when somebody deletes the row of a running job, which is no reason to stop.
        await _stopping.CancelAsync().ConfigureAwait(false);
        server.SendStop();
        await server.WaitForShutdownAsync(cancellation).ConfigureAwait(false);
        server.Dispose();
    }

    /// <summary>Takes a job for delivery; nothing happens when it has it already.</summary>
    public Task DeliverAsync(string jobId, int priority, CancellationToken cancellation)
    {
        lock (_gate)
        {
            // The runner only delivers what the catalog calls queued: a job that was handed over and is not on its way any more was lost.
            if (_handed.TryGetValue(jobId, out var handed) && !IsOnItsWay(handed))
                _handed.Remove(jobId);
            if (!_handed.ContainsKey(jobId))
                _waiting.Add(jobId, priority);
            HandOver();
        }

        return Task.CompletedTask;
    }

    /// <summary>Forgets a job that was not delivered yet; nothing happens otherwise.</summary>
    public Task WithdrawAsync(string jobId, CancellationToken cancellation)
    {
        lock (_gate)
        {
            // Only while it is enqueued: one that runs hears of its cancellation from the catalog.
            if (!_waiting.Remove(jobId) && _handed.TryGetValue(jobId, out var handed) && _client.Delete(handed, EnqueuedState.StateName))
                _handed.Remove(jobId);
            HandOver();
        }

        return Task.CompletedTask;
    }

    /// <summary>Runs a job that Hangfire delivers. A row that an earlier process left may name a job that has ended: then nothing happens.</summary>
    /// <exception cref="OperationCanceledException">The process stops; Hangfire puts the row back into its queue.</exception>
    internal async Task RunAsync(string jobId, CancellationToken server)
    {
        try
        {
            await _training.ExecuteAsync(jobId, _stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // It had not begun; the same end as for one that the catalog was handed back.
        }
        finally
        {
            Ended(jobId);
        }

        // Hangfire takes a cancellation for a failure unless its own token, which comes a moment later, has fired.
        if (_stopping.IsCancellationRequested)
            await Task.Delay(Timeout.InfiniteTimeSpan, server).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _server?.Dispose();
        _stopping.Dispose();
    }

    private void Ended(string jobId)
    {
        lock (_gate)
        {
            _handed.Remove(jobId);
            _waiting.Remove(jobId);
            HandOver();
        }
    }

    private void HandOver()
    {
        try
        {
            while (_server is not null && _handed.Count < _options.ConcurrentJobs && _waiting.Next() is { } jobId)
            {
                _handed[jobId] = _client.Enqueue<DeliveredJob>(Queue, job => job.RunAsync(jobId, CancellationToken.None));
                _waiting.Remove(jobId);
            }
        }
        catch (BackgroundJobClientException e)
        {
            // The job keeps its place, and the runner's next look into the catalog tries again.
            _logger.LogWarning(e, "Hangfire's storage took no job");
        }
    }

    /// <summary>Whether Hangfire still means to run, or runs, what it was handed.</summary>
    private bool IsOnItsWay(string handed)
    {
        try
        {
            using var connection = _storage.GetConnection();
            var state = connection.GetStateData(handed)?.Name;
            return state == EnqueuedState.StateName || state == ProcessingState.StateName;
        }
        catch (DbException e)
        {
            // No answer is no reason to run a job a second time.
            _logger.LogWarning(e, "Hangfire's storage does not answer");
            return true;
        }
    }
}
