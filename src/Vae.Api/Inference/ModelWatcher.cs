using Vae.Api.Configuration;

namespace Vae.Api.Inference;

/// <summary>Keeps the newest published version in service.</summary>
internal sealed class ModelWatcher(InferenceHost host, InferenceOptions options, TimeProvider time, ILogger<ModelWatcher> logger) : BackgroundService
{
    /// <summary>Looks once before the server takes requests, so that a restart with models never answers <c>no-model</c>.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.PollInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops. A start that failed stops it without having asked the host, which would call this a crash.
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            await host.RefreshAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        // The watcher's boundary: a catalog that is away for a while must not end serving, whatever it throws.
        catch (Exception fault)
        {
            logger.LogError(fault, "The catalog cannot be read; the loaded models keep serving");
        }
    }
}
