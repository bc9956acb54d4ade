namespace Vae.Worker.Engine;

/// <summary>Jobs that wait for a free worker: the highest priority first, the oldest within a priority. Not safe for concurrent use.</summary>
internal sealed class Waiting
{
    private readonly SortedSet<(int Reverse, long Arrival, string JobId)> _order = [];
    private readonly Dictionary<string, (int Reverse, long Arrival, string JobId)> _places = new(StringComparer.Ordinal);
    private long _arrivals;

    /// <summary>Puts a job in its place; does nothing when it has one.</summary>
    public void Add(string jobId, int priority)
    {
        var place = (-priority, _arrivals++, jobId);
        if (_places.TryAdd(jobId, place))
            _order.Add(place);
    }

    /// <summary>Takes a job out.</summary>
    /// <returns>false when it was not waiting.</returns>
    public bool Remove(string jobId) => _places.Remove(jobId, out var place) && _order.Remove(place);

    /// <summary>The job whose turn it is, which stays; null when none waits.</summary>
    public string? Next() => _order.Count > 0 ? _order.Min.JobId : null;
}
