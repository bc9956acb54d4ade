using Vae.Api.Errors;
using Vae.Catalog.Models;
using Vae.Catalog.Store;
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

    // Loads under way: all who want a version wait for the same one.
    private readonly Lock gate = new();
    private readonly Dictionary<string, Task<bool>> byRef = new(StringComparer.Ordinal);

    public ModelLoader(CheckpointStore checkpoints, Quarantine quarantine, LoadedModels loaded, ILogger<ModelLoader> logger)
    {
        (this.checkpoints, this.quarantine, this.loaded, this.logger) = (checkpoints, quarantine, loaded, logger);
        stop = stopping.Token;
    }

    /// <summary>Loads a version that was asked for by name into <see cref="LoadedModels"/>, whoever waits for it.</summary>
    /// <returns>False when the version is bad; it is in quarantine then.</returns>
    /// <exception cref="ProblemException"><c>checkpoint-unavailable</c>: its files cannot be read now.</exception>
    public Task<bool> LoadNamedAsync(ModelVersion version) => OnceAsync(version, loaded.Add);

    /// <summary>Loads a version and swaps it in as the newest.</summary>
    /// <returns>False when the version is bad; it is in quarantine then.</returns>
    /// <exception cref="ProblemException"><c>checkpoint-unavailable</c>: its files cannot be read now.</exception>
    public async Task<bool> LoadNewestAsync(ModelVersion version)
    {
        while (true)
        {
            if (loaded.Newest?.Ref == version.Ref || loaded.TryPromote(version.Ref))
                return true;
            // Somebody's load of it by name may be under way: then it is promoted in the next round.
            if (!await OnceAsync(version, loaded.Swap))
                return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stopping.Cancel();
        stopping.Dispose();
    }

    private Task<bool> OnceAsync(ModelVersion version, Action<ModelSnapshot> keep)
    {
        lock (gate)
        {
            if (byRef.TryGetValue(version.Ref, out var underWay))
                return underWay;
            if (quarantine.Contains(version))
                return Task.FromResult(false);
            return byRef[version.Ref] = Task.Run(() => RunAsync(version, keep));
        }
    }

    private async Task<bool> RunAsync(ModelVersion version, Action<ModelSnapshot> keep)
    {
        try
        {
            await one.WaitAsync(stop);
            try
            {
                return await LoadAsync(version, keep);
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
        }
    }

    private async Task<bool> LoadAsync(ModelVersion version, Action<ModelSnapshot> keep)
    {
        try
        {
            // Before the load, so that old and new are not in memory together; twice for the copy that passes read.
            loaded.MakeRoom(2 * ModelSnapshot.BytesOfWeights(version));
            var files = await checkpoints.ReadAsync(version, stop);
            // A thread of its own: it takes as long as thousands of requests, whose pool is small.
            keep(await Task.Factory.StartNew(
                () => Build(version, files), stop, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default));
            return true;
        }
        catch (CheckpointInvalidException fault)
        {
            await quarantine.AddAsync(version, fault, stop);
            return false;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // That says nothing about the version: too many files are open, say.
            logger.LogWarning(fault, "Version {Model} cannot be read now", version.Ref);
            throw Problems.CheckpointUnavailable().AsException();
        }
    }

    private static ModelSnapshot Build(ModelVersion version, CheckpointFiles files)
    {
        var snapshot = new ModelSnapshot(version, Checkpoint.Load(files, version.Sha256));
        try
        {
            snapshot.Warm();
            return snapshot;
        }
        catch
        {
            snapshot.Release();
            throw;
        }
    }
}
