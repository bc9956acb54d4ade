namespace Vae.Api.Telemetry.Metrics;

/// <summary>One instrument's values under one set of labels. Written by any thread without a lock.</summary>
/// <param name="labels">The labels as they are written between the braces, without them; empty for none.</param>
/// <param name="bounds">Upper bounds of the buckets, rising; empty for what is no histogram.</param>
internal sealed class MetricSeries(string labels, double[] bounds)
{
    // The count of a histogram is the sum of these, so that a scrape in the midst of records never sees a count beside its buckets.
    private readonly long[] counts = bounds.Length > 0 ? new long[bounds.Length + 1] : [];
    private double value;

    /// <summary>The labels as they are written.</summary>
    public string Labels { get; } = labels;

    /// <summary>The value, or a histogram's sum.</summary>
    public double Value => Volatile.Read(ref value);

    /// <summary>The scrape that an observed value belongs to; of no meaning for others.</summary>
    public long Round { get; private set; }

    /// <summary>Adds to the value.</summary>
    public void Add(double amount)
    {
        var seen = Volatile.Read(ref value);
        while (true)
        {
            var before = Interlocked.CompareExchange(ref value, seen + amount, seen);
            if (before.Equals(seen))
                return;
            seen = before;
        }
    }

    /// <summary>Puts another value in the place of the last.</summary>
    public void Set(double current) => Volatile.Write(ref value, current);

    /// <summary>Takes a value that was asked for by a scrape. Several of one scrape are added up: two meters may have one instrument's name.</summary>
    public void Observe(double current, long round)
    {
        Volatile.Write(ref value, Round == round ? value + current : current);
        Round = round;
    }

    /// <summary>Counts a value in its bucket.</summary>
    public void Count(double measured)
    {
        var bucket = 0;
        while (bucket < bounds.Length && measured > bounds[bucket])
            bucket++;
        Interlocked.Increment(ref counts[bucket]);
        Add(measured);
    }

    /// <summary>The buckets' own counts, the last without a bound.</summary>
    public long[] Counts()
    {
        var copy = new long[counts.Length];
        for (var i = 0; i < copy.Length; i++)
            copy[i] = Interlocked.Read(ref counts[i]);
        return copy;
    }
}
