namespace Vae.Api.Maps;

/// <summary>A map that is being computed, for all who wait for it.</summary>
/// <param name="total">Images.</param>
internal sealed class MapComputation(int total)
{
    private int done;

    /// <summary>Images.</summary>
    public int Total => total;

    /// <summary>Images encoded so far.</summary>
    public int Done => Volatile.Read(ref done);

    /// <summary>Whether someone was told to come back for it. Touched under the maps' lock alone.</summary>
    public bool IsPromised { get; set; }

    /// <summary>Ends with the map.</summary>
    public Task<LatentMap> Task { get; private set; } = null!;

    /// <summary>Begins; once.</summary>
    public void Start(Func<MapComputation, Task<LatentMap>> work) => Task = System.Threading.Tasks.Task.Run(() => work(this));

    /// <summary>Reports progress.</summary>
    public void Report(int images) => Volatile.Write(ref done, images);
}

/// <summary>A map, or how far it is.</summary>
/// <param name="Map">Null while it is being computed.</param>
/// <param name="Done">Images encoded so far.</param>
/// <param name="Total">Images.</param>
internal sealed record MapLookup(LatentMap? Map, int Done, int Total);
