using Vae.Api.Errors;
using Vae.Catalog.Models;
using Vae.Catalog.Store;
using Vae.Core;
using Vae.Core.Checkpoints;

namespace Vae.Api.Inference;

/// <summary>Loads versions, one at a time and off the requests' threads: read, verify, build, warm.</summary>
internal sealed class ModelLoader : IDisposable
{
    private readonly CheckpointStore checkpoints;
    private readonly Quarantine quarantine;
    private readonly LoadedModels loaded;
    private readonly ILogger<ModelLoader> logger;

    // Never disposed: a load that ends after the server gives it back.
    private readonly SemaphoreSlim one = new(1, 1);
    private readonly CancellationTokenSource stopping = new();

    // A copy: the source is gone when the server is, a load perhaps not yet.
    private readonly CancellationToken stop;

    // Under `one`: each that cannot be had is reported once, however many ask for it.
    private readonly HashSet<string> unavailable = new(StringComparer.Ordinal);

    // Loads under way: all who want a version wait for the same one.
    private readonly Lock gate = new();
    private readonly Dictionary<string, SharedLoad> byRef = new(StringComparer.Ordinal);

    public ModelLoader(CheckpointStore checkpoints, Quarantine quarantine, LoadedModels loaded, ILogger<ModelLoader> logger)
    {
        (this.checkpoints, this.quarantine, this.loaded, this.logger) = (checkpoints, quarantine, loaded, logger);
        stop = stopping.Token;
    }

    /// <summary>Loads a version that was asked for by name into <see cref="LoadedModels"/>, whoever waits for it.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellation">Ends the wait; the load goes on.</param>
    /// <returns>A hold on it, whether it has been evicted again or not; null when the version is bad, and in quarantine.</returns>
    /// <exception cref="ProblemException"><c>checkpoint-unavailable</c>: it cannot be had now.</exception>
    public async Task<ModelLease?> LoadNamedAsync(ModelVersion version, CancellationToken cancellation)
    {
        if (Join(version) is not { } load)
            return null;
        try
        {
            await load.Ended.WaitAsync(cancellation);
            return load.Brought?.Snapshot.TryLease();
        }
        finally
        {
            Leave(load);
        }
    }

    /// <summary>Loads a version and swaps it in as the newest.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellation">Ends the wait; the load goes on.</param>
    /// <returns>False when the version is bad; it is in quarantine then.</returns>
    /// <exception cref="ProblemException"><c>checkpoint-unavailable</c>: it cannot be had now.</exception>
    public async Task<bool> LoadNewestAsync(ModelVersion version, CancellationToken cancellation)
    {
        if (loaded.TryPromote(version.Ref))
            return true;
        using var lease = await LoadNamedAsync(version, cancellation);
        if (lease is null)
            return false;
        // Another's load may have evicted it since.
        if (!loaded.TryPromote(version.Ref))
            loaded.Swap(lease.Snapshot.Share());
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stopping.Cancel();
        stopping.Dispose();
    }

    /// <summary>The load of a version, begun unless it is under way. Null for one in quarantine; any other must be left.</summary>
    private SharedLoad? Join(ModelVersion version)
    {
        lock (gate)
        {
            if (!byRef.TryGetValue(version.Ref, out var load))
            {
                if (quarantine.Contains(version))
                    return null;
                byRef[version.Ref] = load = new();
                load.Ended = Task.Run(() => RunAsync(version, load));
            }
            load.Holders++;
            return load;
        }
    }

    private void Leave(SharedLoad load)
    {
        lock (gate)
        {
            if (--load.Holders > 0)
                return;
        }
        load.Brought?.Dispose();
    }

    private async Task RunAsync(ModelVersion version, SharedLoad load)
    {
        try
        {
            await one.WaitAsync(stop);
            try
            {
                // A caller that has just missed one load begins another: what that one brought is there now.
                load.Brought = loaded.TryLease(version.Ref) ?? await LoadAsync(version);
            }
            finally
            {
                one.Release();
            }
        }
        finally
        {
            lock (gate)
                byRef.Remove(version.Ref);
            Leave(load);
        }
    }

    private async Task<ModelLease?> LoadAsync(ModelVersion version)
    {
        try
        {
            var lease = await TryLoadAsync(version);
            unavailable.Remove(version.Ref);
            return lease;
        }
        // The load's boundary: whatever else failed (too many files are open, memory is short) says nothing about the version.
        catch (Exception fault) when (fault is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            if (unavailable.Add(version.Ref))
                logger.LogWarning(fault, "Version {Model} cannot be had now", version.Ref);
            throw Problems.CheckpointUnavailable().AsException();
        }
    }

    private async Task<ModelLease?> TryLoadAsync(ModelVersion version)
    {
        try
        {
            var files = await QuietThread.RunAsync(() => Read(version), stop);
            // Only for files that are as they were published, and before the load, so that old and new are not in memory together; twice for
            // the copy that passes read.
            loaded.MakeRoom(2 * ModelSnapshot.BytesOfWeights(version));
            // It takes as long as thousands of requests, which must not wait for it.
            var snapshot = await QuietThread.RunAsync(() => Build(version, files), stop);
            var lease = snapshot.TryLease();
            loaded.Add(snapshot);
            return lease;
        }
        catch (CheckpointInvalidException fault)
        {
            await quarantine.AddAsync(version, fault, stop);
            return null;
        }
    }

    private IntactCheckpoint Read(ModelVersion version)
    {
        try
        {
            return checkpoints.ReadIntact(version);
        }
        catch (CheckpointInvalidException)
        {
            // A quarantine is for good: a read that went wrong once is no reason for it.
            return checkpoints.ReadIntact(version);
        }
    }

    private static ModelSnapshot Build(ModelVersion version, IntactCheckpoint files)
    {
        // Requests need the other cores.
        TorchThreads.Use(1);
        var checkpoint = Checkpoint.Load(files);
        try
        {
            var snapshot = new ModelSnapshot(version, checkpoint);
            snapshot.Warm();
            return snapshot;
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>One load for all who wait. What it brings is held until the last has taken a lease of its own: nothing can evict it in between.</summary>
    private sealed class SharedLoad
    {
        /// <summary>Ends with the load.</summary>
        public Task Ended { get; set; } = Task.CompletedTask;

        /// <summary>The load itself and who waits for it. Under the gate.</summary>
        public int Holders { get; set; } = 1;

        /// <summary>Set before the end, unless the version is bad.</summary>
        public ModelLease? Brought { get; set; }
    }
}
