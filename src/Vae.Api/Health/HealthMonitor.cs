using Vae.Catalog;

namespace Vae.Api.Health;

/// <summary>Looks at the catalog and the disk from time to time, so that neither a probe nor a scrape ever waits for them.</summary>
internal sealed class HealthMonitor(CatalogGlance catalog, CatalogOptions options, TimeProvider time, ILogger<HealthMonitor> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // A start does not hang on a slow disk; readiness says that no look was had yet.
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(2);

    private Seen? seen;
    private long freeBytes = -1;

    /// <summary>What the catalog said last; null before the first answer.</summary>
    public CatalogState? Catalog => Volatile.Read(ref seen)?.State;

    /// <summary>Version of the native SQLite; null before the catalog's first answer.</summary>
    public string? SqliteVersion { get; private set; }

    /// <summary>Time since the catalog answered; null before the first answer.</summary>
    public TimeSpan? SinceCatalog => Volatile.Read(ref seen) is { } last ? time.GetElapsedTime(last.At) : null;

    /// <summary>Free bytes on the disk of the data folder; null where they cannot be read.</summary>
    public long? FreeBytes => Volatile.Read(ref freeBytes) is >= 0 and var bytes ? bytes : null;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAny(LookAsync(cancellationToken), Task.Delay(FirstLook, time, cancellationToken));
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private Task LookAsync(CancellationToken cancellation) => Task.Run(
        async () =>
        {
            try
            {
                Volatile.Write(ref freeBytes, Free(options.DataDirectory));
                SqliteVersion ??= await catalog.SqliteVersionAsync(cancellation);
                var state = await catalog.LookAsync(cancellation);
                Volatile.Write(ref seen, new(state, time.GetTimestamp()));
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // The server stops.
            }
            // The monitor's boundary: a catalog that is away shows in readiness and is no reason to end.
            catch (Exception fault)
            {
                logger.LogDebug(fault, "The catalog cannot be looked at");
            }
        },
        cancellation);

    private static long Free(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return -1;
        }
    }

    private sealed record Seen(CatalogState State, long At);
}
