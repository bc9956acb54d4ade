using Vae.Api.Configuration;
using Vae.Api.Errors;
using Vae.Catalog.Models;
using Vae.Catalog.Store;
using Vae.Core.Checkpoints;

namespace Vae.Api.Inference;

/// <summary>Holds the models that serve. The newest is swapped in whole; requests keep the version that they began with.</summary>
internal sealed class InferenceHost(ModelStore models, CheckpointStore checkpoints, InferenceOptions options, ILogger<InferenceHost> logger) : IDisposable
{
    // One load at a time: loading is heavy, and two requests for one version need it once.
    private readonly SemaphoreSlim loading = new(1, 1);
    private readonly Lock cacheLock = new();
    private readonly SnapshotCache cache = new(options.CachedModels);

    // Written under `loading`, read by every request.
    private ModelSnapshot? newest;

    /// <summary>The version that answers by default, or null before the first.</summary>
    public ModelVersion? Newest => Volatile.Read(ref newest)?.Version;

    /// <summary>The version that the reference names, held until the lease is disposed.</summary>
    /// <param name="reference">What the caller asked for.</param>
    /// <param name="origin">The server's address as the caller sees it, for the hint in <c>no-model</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ProblemException"><c>no-model</c> or <c>model-not-found</c>.</exception>
    public async ValueTask<ModelLease> LeaseAsync(ModelRef reference, string origin, CancellationToken cancellation)
    {
        if (reference == ModelRef.Latest)
        {
            if (TryLeaseNewest() is { } serving)
                return serving;
            // The first version of all serves its first request without waiting for the watcher's next look.
            await RefreshAsync(cancellation);
            return TryLeaseNewest() ?? throw Problems.NoModel(origin).AsException();
        }

        // A version that turns out bad is quarantined, and then the reference may name an older one.
        while (await models.ResolveAsync(reference, cancellation) is { } version)
        {
            if (TryLeaseLoaded(version.Ref) is { } lease)
                return lease;
            if (await LoadAndLeaseAsync(version, cancellation) is { } loaded)
                return loaded;
        }
        throw Problems.ModelNotFound().AsException();
    }

    /// <summary>Looks for a newer version and swaps it in; a bad one is quarantined and the next older tried.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        // Looked up under the lock: of two that look at once, the later must not bring back what the other has replaced.
        await loading.WaitAsync(cancellation);
        try
        {
            while (await models.ResolveAsync(ModelRef.Latest, cancellation) is { } version && version.Ref != Newest?.Ref)
            {
                if (await TryLoadAsync(version, cancellation) is not { } snapshot)
                    continue;
                Interlocked.Exchange(ref newest, snapshot)?.Release();
                logger.LogInformation("Serving {Model}", version.Ref);
                return;
            }
        }
        finally
        {
            loading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Interlocked.Exchange(ref newest, null)?.Release();
        lock (cacheLock)
            cache.Clear();
        loading.Dispose();
    }

    private ModelLease? TryLeaseNewest()
    {
        // A snapshot can go between the read and the lease only by being swapped: then there is another.
        while (Volatile.Read(ref newest) is { } snapshot)
        {
            if (snapshot.TryLease() is { } lease)
                return lease;
        }
        return null;
    }

    private ModelLease? TryLeaseLoaded(string reference)
    {
        if (Volatile.Read(ref newest) is { } snapshot && snapshot.Version.Ref == reference && snapshot.TryLease() is { } lease)
            return lease;
        lock (cacheLock)
            return cache.TryLease(reference);
    }

    private async Task<ModelLease?> LoadAndLeaseAsync(ModelVersion version, CancellationToken cancellation)
    {
        await loading.WaitAsync(cancellation);
        try
        {
            if (TryLeaseLoaded(version.Ref) is { } meanwhile)
                return meanwhile;
            if (await TryLoadAsync(version, cancellation) is not { } snapshot)
                return null;
            lock (cacheLock)
            {
                var lease = snapshot.TryLease();
                cache.Add(snapshot);
                return lease;
            }
        }
        finally
        {
            loading.Release();
        }
    }

    /// <summary>The version, checked; null when it is bad, which takes it out of service.</summary>
    private async Task<ModelSnapshot?> TryLoadAsync(ModelVersion version, CancellationToken cancellation)
    {
        try
        {
            var files = await checkpoints.ReadAsync(version, cancellation);
            // Off the caller's thread: checking and building take as long as many requests.
            var checkpoint = await Task.Run(() => Checkpoint.Load(files, version.Sha256), cancellation);
            return new(version, checkpoint);
        }
        catch (CheckpointInvalidException fault)
        {
            logger.LogError(fault, "Version {Model} is damaged and goes into quarantine", version.Ref);
            await models.QuarantineAsync(version, fault.Message, cancellation);
            return null;
        }
    }
}
