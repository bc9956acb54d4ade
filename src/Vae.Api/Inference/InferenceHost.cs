using System.Diagnostics.CodeAnalysis;
using Vae.Api.Errors;
using Vae.Catalog.Models;

namespace Vae.Api.Inference;

/// <summary>Holds the models that serve. The newest is swapped in whole; requests keep the version that they began with.</summary>
internal sealed class InferenceHost : IDisposable
{
    /// <summary>Versions that cannot be had now before a look gives up: a store that is away fails them all.</summary>
    private const int MostUnavailable = 8;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly ModelStore models;
    private readonly LoadedModels loaded;
    private readonly ModelLoader loader;
    private readonly Quarantine quarantine;
    private readonly InferenceMetrics metrics;
    private readonly ILogger<InferenceHost> logger;

    private readonly TimeProvider time;

    // One look at a time: of two that look at once, the later must not bring back what the other has replaced.
    private readonly SemaphoreSlim looking = new(1, 1);
    private ModelDirectory directory = ModelDirectory.Empty;

    // Under `looking`: a revision of which a version could not be read is not tried at every look.
    private string? unread;
    private TimeSpan pause = FirstPause;
    private long pausedAt;

    public InferenceHost(
        ModelStore models, LoadedModels loaded, ModelLoader loader, Quarantine quarantine, InferenceMetrics metrics, TimeProvider time, ILogger<InferenceHost> logger)
    {
        (this.models, this.loaded, this.loader, this.quarantine, this.metrics, this.time, this.logger) = (models, loaded, loader, quarantine, metrics, time, logger);
        metrics.ObserveModels(() => loaded.Count, () => loaded.Bytes);
    }

    /// <summary>The version that answers by default, or null before the first.</summary>
    public ModelVersion? Newest => loaded.Newest?.Version;

    /// <summary>What the catalog said at the last look.</summary>
    public ModelDirectory Directory => Volatile.Read(ref directory);

    /// <summary>The latest version that was found damaged; null when none was.</summary>
    public ModelVersion? Quarantined => quarantine.Latest;

    /// <summary>The version that the reference names, where it is known and in memory: without waiting, and without the database.</summary>
    public bool TryLease(ModelRef reference, [NotNullWhen(true)] out ModelLease? lease)
    {
        lease = ReferenceEquals(reference, ModelRef.Latest) || reference.Name is null
            ? loaded.TryLeaseNewest()
            : Directory.Find(reference) is { } version ? loaded.TryLease(version.Ref) : null;
        return lease is not null;
    }

    /// <summary>The version that the reference names, held until the lease is disposed.</summary>
    /// <param name="reference">What the caller asked for.</param>
    /// <param name="origin">The server's address as the caller sees it, for the hint in <c>no-model</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ProblemException"><c>no-model</c>, <c>model-not-found</c> or <c>checkpoint-unavailable</c>.</exception>
    public async ValueTask<ModelLease> LeaseAsync(ModelRef reference, string origin, CancellationToken cancellation)
    {
        if (TryLease(reference, out var ready))
            return ready;
        if (reference.Name is null)
        {
            // The first version of all serves its first request without waiting for the watcher's next look.
            await RefreshAsync(cancellation);
            return loaded.TryLeaseNewest() ?? throw Problems.NoModel(origin).AsException();
        }

        // A version that turns out bad is quarantined, and then the reference may name an older one.
        while (await ResolveAsync(reference, cancellation) is { } version)
        {
            if ((loaded.TryLease(version.Ref) ?? await loader.LoadNamedAsync(version, cancellation)) is { } lease)
                return lease;
            Forget(version);
        }
        throw Problems.ModelNotFound().AsException();
    }

    /// <summary>Looks for a newer version and swaps it in; a bad one is quarantined and the next older tried.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        await looking.WaitAsync(cancellation);
        try
        {
            await quarantine.TellAsync(cancellation);
            var revision = await models.RevisionAsync(cancellation);
            if (revision == Directory.Revision || (revision == unread && time.GetElapsedTime(pausedAt) < pause))
                return;
            IReadOnlyList<ModelVersion> versions = [.. (await models.ListAsync(cancellation)).Where(version => !quarantine.Contains(version))];
            var isComplete = await ServeNewestAsync(versions, cancellation);
            pause = isComplete || revision != unread ? FirstPause : TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, LongestPause.Ticks));
            (unread, pausedAt) = (isComplete ? null : revision, time.GetTimestamp());
            // After the swap: a bare name goes on to mean the version before, and never one that is still being loaded.
            Volatile.Write(ref directory, ModelDirectory.Of([.. versions.Where(version => !quarantine.Contains(version))], isComplete ? revision : null));
        }
        finally
        {
            looking.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        loaded.Close();
        looking.Dispose();
    }

    /// <summary>Swaps in the newest version that can be had. False when one could not be read now, and must be tried again.</summary>
    private async Task<bool> ServeNewestAsync(IReadOnlyList<ModelVersion> newestFirst, CancellationToken cancellation)
    {
        var unavailable = 0;
        foreach (var version in newestFirst)
        {
            if (version.Ref == loaded.Newest?.Ref)
                break;
            try
            {
                if (!await loader.LoadNewestAsync(version, cancellation))
                    continue;
                metrics.Swapped();
                logger.LogInformation("Serving {Model}", version.Ref);
                break;
            }
            catch (ProblemException)
            {
                if (++unavailable == MostUnavailable)
                    break;
            }
        }
        return unavailable == 0;
    }

    private async Task<ModelVersion?> ResolveAsync(ModelRef reference, CancellationToken cancellation)
    {
        if (Directory.Find(reference) is { } known)
            return known;
        // Published since the last look, perhaps.
        var version = await models.ResolveAsync(reference, cancellation);
        return version is not null && quarantine.Contains(version) ? null : version;
    }

    private void Forget(ModelVersion bad)
    {
        ModelDirectory before, after;
        do
        {
            before = Directory;
            after = before.Without(bad);
        }
        while (Interlocked.CompareExchange(ref directory, after, before) != before);
    }
}
