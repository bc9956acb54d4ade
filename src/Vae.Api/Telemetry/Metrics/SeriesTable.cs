namespace Vae.Api.Telemetry.Metrics;

/// <summary>Finds a series by its tags. Finding takes no lock and allocates nothing; what is new is added under one.</summary>
/// <param name="limit">Sets of tags that are told apart; measurements under further ones go to one series of their own.</param>
/// <param name="bounds">Upper bounds of the buckets, for histograms.</param>
internal sealed class SeriesTable(int limit, double[] bounds)
{
    /// <summary>The labels of all that found no place.</summary>
    public const string OverflowLabels = "otel_metric_overflow=\"true\"";

    private readonly Lock adding = new();

    // Added to under `adding`. Read without it: lists only grow at their head, and a larger table takes the place of the whole.
    private Entry?[] table = new Entry?[16];
    private MetricSeries? untagged;
    private MetricSeries? overflow;

    // Under `adding` only.
    private readonly Dictionary<string, MetricSeries> byLabels = new(StringComparer.Ordinal);
    private int entries;

    /// <summary>All series, in the order of their labels.</summary>
    public MetricSeries[] All()
    {
        lock (adding)
            return [.. byLabels.Values.OrderBy(series => series.Labels, StringComparer.Ordinal)];
    }

    /// <summary>The series of the tags.</summary>
    /// <param name="tags">The tags of a measurement, in its own order.</param>
    /// <param name="isOverflow">Whether the tags found no place.</param>
    public MetricSeries Find(ReadOnlySpan<KeyValuePair<string, object?>> tags, out bool isOverflow)
    {
        isOverflow = false;
        if (tags.IsEmpty)
            return Volatile.Read(ref untagged) ?? AddUntagged();
        var hash = HashOf(tags);
        var current = Volatile.Read(ref table);
        for (var entry = Volatile.Read(ref current[hash & (current.Length - 1)]); entry is not null; entry = entry.Next)
        {
            if (entry.Hash == hash && Same(entry.Tags, tags))
                return entry.Series;
        }
        return AddTagged(hash, tags, out isOverflow);
    }

    private MetricSeries AddUntagged()
    {
        lock (adding)
            return untagged ??= Series("");
    }

    private MetricSeries AddTagged(int hash, ReadOnlySpan<KeyValuePair<string, object?>> tags, out bool isOverflow)
    {
        lock (adding)
        {
            isOverflow = entries >= limit;
            if (isOverflow)
                return overflow ??= Series(OverflowLabels);
            // Two threads may come with the same new tags: the second entry is then never reached, and the series is one by its labels.
            var series = Series(MetricLabels.Write(tags));
            entries++;
            if (entries > table.Length)
                Grow();
            ref var head = ref table[hash & (table.Length - 1)];
            Volatile.Write(ref head, new Entry(hash, tags.ToArray(), series, head));
            return series;
        }
    }

    private MetricSeries Series(string labels)
    {
        if (!byLabels.TryGetValue(labels, out var series))
            byLabels[labels] = series = new(labels, bounds);
        return series;
    }

    private void Grow()
    {
        var larger = new Entry?[table.Length * 4];
        foreach (var first in table)
        {
            for (var entry = first; entry is not null; entry = entry.Next)
            {
                ref var head = ref larger[entry.Hash & (larger.Length - 1)];
                head = new(entry.Hash, entry.Tags, entry.Series, head);
            }
        }
        Volatile.Write(ref table, larger);
    }

    /// <summary>Looks at a few characters of each text only: it must be cheap, and a table is small.</summary>
    private static int HashOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = tags.Length;
        foreach (var tag in tags)
        {
            hash = (hash * 31) + tag.Key.Length;
            hash = (hash * 31) + (tag.Value switch
            {
                string { Length: > 0 } text => (text.Length * 31) + (text[0] << 16) + (text[text.Length / 2] << 8) + text[^1],
                int number => number,
                null => 0,
                var other => other.GetHashCode(),
            });
        }
        return hash ^ (hash >> 15);
    }

    private static bool Same(KeyValuePair<string, object?>[] known, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (known.Length != tags.Length)
            return false;
        for (var i = 0; i < known.Length; i++)
        {
            if (known[i].Key != tags[i].Key || !SameValue(known[i].Value, tags[i].Value))
                return false;
        }
        return true;
    }

    private static bool SameValue(object? known, object? value) =>
        ReferenceEquals(known, value) || (known is string text ? value is string other && text == other : Equals(known, value));

    private sealed record Entry(int Hash, KeyValuePair<string, object?>[] Tags, MetricSeries Series, Entry? Next);
}
