using System.Runtime.InteropServices;
using Vae.Api.Configuration;
using Vae.Worker;

namespace Vae.Api.Health;

/// <summary>
/// Ends the process on a signal, in an order that fails no request: readiness says so and the running job goes back to the queue at once; after
/// the delay, in which balancers look away, the server takes no more connections and finishes those it has. SIGINT, which a person sends, waits
/// for no balancer. A second signal ends the process where it stands.
/// </summary>
internal sealed class DrainLifetime(
    Draining draining, WorkerHandBack worker, HttpOptions options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<DrainLifetime> logger)
    : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> registrations = [];
    private int signals;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT])
            registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        draining.Begin();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        registrations.Clear();
    }

    private void OnSignal(PosixSignalContext context)
    {
        // Left to the system the second time, which ends the process.
        if (Interlocked.Increment(ref signals) > 1)
            return;
        context.Cancel = true;
        _ = DrainAsync(context.Signal == PosixSignal.SIGTERM ? options.DrainDelay : TimeSpan.Zero, context.Signal);
    }

    private async Task DrainAsync(TimeSpan delay, PosixSignal signal)
    {
        try
        {
            draining.Begin();
            logger.LogInformation("{Signal}: leaving in {Delay} s", signal, delay.TotalSeconds);
            // A start that is still under way has nothing to drain.
            if (!lifetime.ApplicationStarted.IsCancellationRequested)
                return;
            // Not waited for: the job's last step and the clients' last requests go on side by side.
            _ = worker.BeginAsync();
            await Task.Delay(delay, time, lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // It is stopped from another side already.
        }
        finally
        {
            lifetime.StopApplication();
        }
    }
}
