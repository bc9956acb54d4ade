using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vae.Catalog;
using Vae.Catalog.Jobs;
using Vae.Catalog.Sql;
using Vae.Catalog.Store;
using Vae.Worker.Engine;

namespace Vae.Worker.Hosting;

/// <summary>
/// Brings the catalog's queued jobs to the engine: at the start all of them, those of a dead process included, and then whatever another
/// process submitted.
/// </summary>
internal sealed class JobRunner(
    CatalogOptions catalog, CatalogDatabase database, JobStore jobs, Publisher publisher, JobEngine engine, WorkerOptions options, TimeProvider time,
    IHostApplicationLifetime lifetime, ILogger<JobRunner> logger) : BackgroundService
{
    private readonly Lock _stopGate = new();
    private WorkerLock? _lock;

    // Guarded by _stopGate. A signal and the host both stop the runner; it stops once, and both wait for that.
    private Task? _stopped;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await database.MigrateAsync(cancellationToken).ConfigureAwait(false);
        _lock = WorkerLock.Take(catalog);
        await publisher.CleanAsync(cancellationToken).ConfigureAwait(false);
        var queued = await jobs.RecoverAsync(cancellationToken).ConfigureAwait(false);
        foreach (var job in queued)
            await engine.DeliverAsync(job.Id, job.Priority, cancellationToken).ConfigureAwait(false);
        if (queued.Count > 0)
            logger.LogInformation("{Count} queued jobs found in the catalog", queued.Count);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        Task stopped;
        lock (_stopGate)
            stopped = _stopped ??= StopOnceAsync();
        return stopped.WaitAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _lock?.Dispose();
        base.Dispose();
    }

    private async Task StopOnceAsync()
    {
        await base.StopAsync(CancellationToken.None).ConfigureAwait(false);
        if (_lock is null)
            return;
        await engine.StopAsync(CancellationToken.None).ConfigureAwait(false);
        _lock.Dispose();
        _lock = null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StartedAsync(stoppingToken).ConfigureAwait(false);
            await engine.StartAsync(stoppingToken).ConfigureAwait(false);
            using var timer = new PeriodicTimer(options.QueuePoll, time);
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
                await LookAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops, perhaps because its start failed: then the host was not asked and would call this a crash.
        }
    }

    /// <summary>
    /// Waits until every part of the process has started. A job begun earlier would be lost with a process whose start fails after all, by a
    /// port that is taken, say.
    /// </summary>
    private async Task StartedAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stopping).ConfigureAwait(false);
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        try
        {
            foreach (var job in await jobs.QueuedAsync(stopping).ConfigureAwait(false))
                await engine.DeliverAsync(job.Id, job.Priority, stopping).ConfigureAwait(false);
        }
        catch (CatalogUnavailableException e)
        {
            // The next look finds the same jobs.
            logger.LogWarning("{Message}", e.Message);
        }
        // The runner's boundary: a catalog that cannot be read for a while must end neither the runner nor the process, which may serve models.
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            logger.LogError(e, "The catalog cannot be searched for jobs; the next look may find them");
        }
    }
}
