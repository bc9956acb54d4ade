using System.Net;
using Vae.Api.Configuration;
using Vae.Catalog.Keys;
using Vae.Catalog.Sql;

namespace Vae.Api.Security;

/// <summary>The catalog's keys in memory, so that a request asks no database. A revocation is seen within two seconds, a new key at its first use.</summary>
internal sealed class KeyRing(KeyStore store, SecurityOptions security, HttpOptions http, TimeProvider time, ILogger<KeyRing> logger) : BackgroundService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FailureHolds = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GoodWithoutCatalog = TimeSpan.FromMinutes(5);
    private static readonly long UseIsWrittenAfter = (long)TimeSpan.FromMinutes(1).TotalMilliseconds;

    // One look at a time.
    private readonly SemaphoreSlim looking = new(1, 1);
    private readonly bool isReachable = !IPAddress.IsLoopback(http.Address);
    private volatile KeyTable table = KeyTable.Empty;
    private long lookedAt;
    private long lookedForFirstAt;

    // When a look failed since the last one that did not; 0: none did.
    private long failedAt;

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

    /// <summary>Whether a caller who was let in before would be let in now: their key is neither revoked nor expired.</summary>
    public bool IsStillGood(Caller caller)
    {
        if (ReferenceEquals(caller, Caller.Local))
            return !AreKeysDemanded;
        if (ReferenceEquals(caller, Caller.Environment))
            return true;
        var now = time.GetUtcNow();
        return !IsStale && table.Entries.Any(entry => entry.Key.Id == caller.KeyId && entry.Key.IsActive(now));
    }

    /// <summary>
    /// Looks whether a first key was made just now, once in a while: as long as there is none, everybody is let in, and a header that nobody
    /// asked for must not cost a look each time.
    /// </summary>
    public async Task LookForFirstAsync(CancellationToken cancellation)
    {
        var before = Volatile.Read(ref lookedForFirstAt);
        var now = time.GetTimestamp();
        if (time.GetElapsedTime(before, now) >= PollInterval && Interlocked.CompareExchange(ref lookedForFirstAt, now, before) == before)
            await LookAgainAsync(cancellation);
    }

    /// <summary>
    /// Looks into the catalog again, for a key that was not found may be newer than the last look. All who ask within some milliseconds share
    /// one look. Wrong secrets and unknown ids lead here alike, so that the wait tells neither from the other.
    /// </summary>
    /// <returns>Whether the catalog answered. Where it was away just now, that is the answer to all who ask, without a wait for each.</returns>
    public async Task<bool> LookAgainAsync(CancellationToken cancellation)
    {
        if (IsAway())
            return false;
        var asked = time.GetTimestamp();
        var wait = LookAgainAfter - time.GetElapsedTime(Volatile.Read(ref lookedAt), asked);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellation);
        try
        {
            // Neither on the asker's thread nor under its token: the database waits for a lock whatever they say, and others share the outcome.
            return await Task.Run(() => TryLookAsync(asked), CancellationToken.None).WaitAsync(LongestWait, time, cancellation);
        }
        catch (TimeoutException)
        {
            return false;
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

    /// <summary>Whether the last look failed, and either just now or the next one is under way.</summary>
    private bool IsAway() =>
        Volatile.Read(ref failedAt) is not 0 and var failed && (looking.CurrentCount == 0 || time.GetElapsedTime(failed) < FailureHolds);

    private async Task<bool> TryLookAsync(long asked)
    {
        try
        {
            await LookAsync(asked, CancellationToken.None);
            return true;
        }
        // A catalog that is away for a moment is the loop's to report; here the last look counts.
        catch (Exception fault)
        {
            logger.LogDebug(fault, "The keys could not be read again");
            return false;
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
            // So is one that failed meanwhile.
            if (Volatile.Read(ref failedAt) >= asked)
                throw new CatalogUnavailableException(time.GetElapsedTime(asked));
            await ReadAsync(cancellation);
        }
        finally
        {
            looking.Release();
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        try
        {
            if (await store.ReadNewAsync(table.Counts, cancellation) is { } list)
                table = KeyTable.From(list, table);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            Volatile.Write(ref failedAt, time.GetTimestamp());
            throw;
        }
        Volatile.Write(ref lookedAt, begun);
        Volatile.Write(ref failedAt, 0);
    }

    private async Task WriteUsesAsync(CancellationToken cancellation)
    {
        (KeyEntry Entry, long UsedAt)[] due = [.. table.Entries.Select(entry => (entry, entry.UsedAt)).Where(use => use.UsedAt - use.entry.WrittenAt >= UseIsWrittenAfter)];
        if (due.Length == 0)
            return;
        await store.RecordUseAsync([.. due.Select(use => KeyValuePair.Create(use.Entry.Key.Id, DateTimeOffset.FromUnixTimeMilliseconds(use.UsedAt)))], cancellation);
        // What the catalog did not take is due again.
        foreach (var (entry, usedAt) in due)
            entry.WrittenAt = usedAt;
    }
}
