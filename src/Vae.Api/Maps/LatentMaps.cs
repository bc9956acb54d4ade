using Vae.Api.Configuration;
using Vae.Api.Errors;
using Vae.Api.Inference;
using Vae.Api.Requests;
using Vae.Catalog.Datasets;
using Vae.Catalog.Models;
using Vae.Catalog.Store;
using Vae.Core.Data;

namespace Vae.Api.Maps;

/// <summary>
/// The posterior means of whole datasets, computed once for each version, dataset and split: in small passes beside the callers' own, one
/// map at a time, and to the end even where whoever asked first has left. Kept in memory and as files.
/// </summary>
internal sealed class LatentMaps(
    InferenceHost host, InferenceService inference, DatasetStore datasets, LatentStore store, MapOptions options, TimeProvider time) : IAsyncDisposable
{
    // So few that a pass takes about as long as a caller's.
    private const int Chunk = 64;
    private const int MostWaiting = 8;

    private static readonly TimeSpan FaultsAreKept = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Lock gate = new();

    // Under `gate`.
    private readonly Dictionary<LatentKey, MapComputation> running = [];
    private readonly Dictionary<LatentKey, (MapComputation Computation, long At)> failed = [];
    private readonly MapCache cache = new(options.MemoryBytes);

    /// <summary>The map; computes it where there is none, and waits for as long as the settings say.</summary>
    /// <param name="version">The version that encodes.</param>
    /// <param name="dataset">A dataset whose images have the version's shape.</param>
    /// <param name="split"><c>train</c> or <c>test</c>.</param>
    /// <param name="cancellation">Ends the wait, not the work.</param>
    /// <exception cref="ProblemException"><c>dataset-mismatch</c> or <c>overloaded</c>.</exception>
    public async Task<MapLookup> FindAsync(ModelVersion version, DatasetInfo dataset, string split, CancellationToken cancellation)
    {
        if (dataset.Shape != version.Input)
            throw Problems.DatasetMismatch(version.Input.ToString(), dataset.Shape.ToString()).AsException();
        var sha256 = dataset.Sha256 ?? (await datasets.LoadAsync(dataset.Name, cancellation)).Sha256;
        var key = new LatentKey(version.Sha256, sha256, split);
        MapComputation computation;
        lock (gate)
        {
            if (cache.Find(key) is { } map)
                return new(map, map.Count, map.Count);
            computation = Running(key, version, dataset);
        }
        try
        {
            var map = await computation.Task.WaitAsync(options.Wait, time, cancellation);
            return new(map, map.Count, map.Count);
        }
        catch (TimeoutException)
        {
            lock (gate)
            {
                if (running.GetValueOrDefault(key) == computation)
                {
                    computation.IsPromised = true;
                    return new(null, computation.Done, computation.Total);
                }
            }
            // It ended at this moment.
            var map = await computation.Task;
            return new(map, map.Count, map.Count);
        }
    }

    /// <summary>Ends what is being computed and waits for it: it holds versions.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        Task[] left;
        lock (gate)
            left = [.. running.Values.Select(computation => computation.Task)];
        await Task.WhenAll(left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
        turn.Dispose();
    }

    private MapComputation Running(LatentKey key, ModelVersion version, DatasetInfo dataset)
    {
        if (running.TryGetValue(key, out var found))
            return found;
        if (failed.TryGetValue(key, out var fault) && time.GetElapsedTime(fault.At) < FaultsAreKept)
            return fault.Computation;
        if (running.Count == MostWaiting || stopping.IsCancellationRequested)
            throw Problems.Overloaded().AsException();
        var started = new MapComputation(key.Split == "test" ? dataset.TestCount : dataset.TrainCount);
        running.Add(key, started);
        started.Start(computation => RunAsync(key, version, dataset.Name, computation));
        return started;
    }

    private async Task<LatentMap> RunAsync(LatentKey key, ModelVersion version, string name, MapComputation computation)
    {
        LatentMap? map = null;
        try
        {
            await turn.WaitAsync(stopping.Token);
            try
            {
                map = await ComputeAsync(key, version, name, computation);
                return map;
            }
            finally
            {
                turn.Release();
            }
        }
        finally
        {
            // In one step, so that nobody finds it in neither place and begins anew.
            lock (gate)
            {
                running.Remove(key);
                if (map is not null)
                    cache.Add(key, map);
                else if (computation.IsPromised)
                    Keep(key, computation);
            }
        }
    }

    /// <summary>Whoever was told to come back hears of the fault then, and does not begin it all anew.</summary>
    private void Keep(LatentKey key, MapComputation computation)
    {
        foreach (var (old, (_, at)) in failed)
        {
            if (time.GetElapsedTime(at) >= FaultsAreKept)
                failed.Remove(old);
        }
        failed[key] = (computation, time.GetTimestamp());
    }

    private async Task<LatentMap> ComputeAsync(LatentKey key, ModelVersion version, string name, MapComputation computation)
    {
        var dataset = await datasets.LoadAsync(name, stopping.Token);
        if (dataset.Sha256 != key.DatasetSha256)
            throw new DatasetInvalidException($"The files of dataset '{name}' have changed while they were read. Ask again.");
        var set = key.Split == "test" ? dataset.Test : dataset.Train;
        if (store.TryRead(key, set.Count, version.LatentDim) is { } kept)
            return LatentMap.Of(kept, version.LatentDim, set, stopping.Token);

        var means = await EncodeAsync(version, set, computation);
        var map = LatentMap.Of(means, version.LatentDim, set, stopping.Token);
        store.Write(key, means, version.LatentDim);
        return map;
    }

    private async Task<float[]> EncodeAsync(ModelVersion version, ImageSet set, MapComputation computation)
    {
        // The asker's lease ends with its request; this one with the work.
        using var model = await host.LeaseAsync(new ModelRef(version.Name, version.Version, null), "", stopping.Token);
        var means = new float[checked(set.Count * version.LatentDim)];
        for (var first = 0; first < set.Count; first += Chunk)
        {
            var batch = Batch(set, first, Math.Min(Chunk, set.Count - first));
            var mu = await EncodeAsync(model, batch);
            mu.CopyTo(means, first * version.LatentDim);
            computation.Report(first + batch.Count);
        }
        return means;
    }

    private async Task<float[]> EncodeAsync(ModelLease model, ImageBatch batch)
    {
        while (true)
        {
            try
            {
                return (await inference.EncodeAsync(model, batch, null, stopping.Token)).Mu;
            }
            catch (ProblemException busy) when (busy.Problem.Slug == Problems.Overloaded().Slug)
            {
                // Callers come first.
                await Task.Delay(Pause, time, stopping.Token);
            }
        }
    }

    private static ImageBatch Batch(ImageSet set, int first, int count)
    {
        var bytes = set.Pixels.Span.Slice(first * set.Shape.Pixels, count * set.Shape.Pixels);
        var pixels = new float[bytes.Length];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = bytes[i] / 255f;
        return new(pixels, count);
    }
}
