using System.Net;
using Vae.Api.Configuration;
using Vae.Catalog.Keys;

namespace Vae.Api.Security;

/// <summary>The catalog's keys in memory, so that a request asks no database. A revocation is seen within two seconds, a new key at its first use.</summary>
internal sealed class KeyRing(KeyStore store, SecurityOptions security, HttpOptions http, TimeProvider time, ILogger<KeyRing> logger) : BackgroundService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan GoodWithoutCatalog = TimeSpan.FromMinutes(5);
    private static readonly long UseIsWrittenAfter = (long)TimeSpan.FromMinutes(1).TotalMilliseconds;

    // One look at a time.
    private readonly SemaphoreSlim looking = new(1, 1);
    private readonly bool isReachable = !IPAddress.IsLoopback(http.Address);
    private volatile KeyTable table = KeyTable.Empty;
    private long lookedAt;

    /// <summary>
    /// Whether callers must show a key. On loopback they need not until the first key is made, and from then on for ever: revoking the last
    /// one opens nothing.
    /// </summary>
    public bool AreKeysDemanded => isReachable || security.ApiKey is not null || table.Counts is not { Created: 0 };

    /// <summary>Whether the catalog was away for so long that its keys are not to be trusted any more.</summary>
    public bool IsStale => time.GetElapsedTime(Volatile.Read(ref lookedAt)) > GoodWithoutCatalog;

    /// <summary>The caller with this key; null when it opens nothing.</summary>
    public Caller? Match(ReadOnlySpan<char> id, ReadOnlySpan<byte> secretHash)
    {
        if (table.Match(id, secretHash) is not { } entry || IsStale)
            return null;
        var now = time.GetUtcNow();
        if (!entry.Key.IsActive(now))
            return null;
        entry.UsedAt = now.ToUnixTimeMilliseconds();
        return entry.Caller;
    }

    /// <summary>
    /// Looks into the catalog again, for a key that was not found may be newer than the last look. All who ask within some milliseconds share
    /// one look. Wrong secrets and unknown ids lead here alike, so that the wait tells neither from the other.
    /// </summary>
    public async Task LookAgainAsync(CancellationToken cancellation)
    {
        var asked = time.GetTimestamp();
        try
        {
            var wait = LookAgainAfter - time.GetElapsedTime(Volatile.Read(ref lookedAt), asked);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, time, cancellation);
            await LookAsync(asked, cancellation);
        }
        // A catalog that is away for a moment is the loop's to report; here the last look counts.
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            logger.LogDebug(fault, "The keys could not be read again");
        }
    }

    /// <summary>Looks once before the server listens, and refuses to start where anyone could call and nobody would be let in.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(time.GetTimestamp(), cancellationToken);
        if (isReachable && security.ApiKey is null && table.Entries.Count == 0)
            throw new SettingsException([
                $"Http__Address is {http.Address}, which other machines can reach, and there is no API key. Make one with './run keys create --name NAME --scopes infer,train' "
                    + "(in a container: dotnet Vae.Api.dll keys create …), or set Security__ApiKey ('openssl rand -hex 32' makes one), or bind 127.0.0.1."]);
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        base.Dispose();
        looking.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(PollInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TickAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    /// <summary>What the loop does each time.</summary>
    internal async Task TickAsync(CancellationToken cancellation)
    {
        try
        {
            await LookAsync(time.GetTimestamp(), cancellation);
            await WriteUsesAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        // The loop's boundary: a catalog that is away for a while must not end the check of keys, whatever it throws.
        catch (Exception fault)
        {
            logger.LogError(fault, "The keys cannot be read; those of the last look stay good for {Minutes} minutes", GoodWithoutCatalog.TotalMinutes);
        }
    }

    private async Task LookAsync(long asked, CancellationToken cancellation)
    {
        await looking.WaitAsync(cancellation);
        try
        {
            // A look that began after this one was asked for is its answer.
            if (table.Counts is not null && Volatile.Read(ref lookedAt) > asked)
                return;
            var begun = time.GetTimestamp();
            if (await store.ReadNewAsync(table.Counts, cancellation) is { } list)
                table = KeyTable.From(list, table);
            Volatile.Write(ref lookedAt, begun);
        }
        finally
        {
            looking.Release();
        }
    }

    private async Task WriteUsesAsync(CancellationToken cancellation)
    {
        var due = table.Entries.Where(entry => entry.UsedAt - entry.WrittenAt >= UseIsWrittenAfter).ToArray();
        if (due.Length == 0)
            return;
        foreach (var entry in due)
            entry.WrittenAt = entry.UsedAt;
        await store.RecordUseAsync([.. due.Select(entry => KeyValuePair.Create(entry.Key.Id, DateTimeOffset.FromUnixTimeMilliseconds(entry.WrittenAt)))], cancellation);
    }
}
