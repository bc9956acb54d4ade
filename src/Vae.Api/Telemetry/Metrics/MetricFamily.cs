using System.Diagnostics.Metrics;

namespace Vae.Api.Telemetry.Metrics;

/// <summary>What an instrument is, in Prometheus' words.</summary>
internal enum MetricKind
{
    /// <summary>Rises only.</summary>
    Counter,

    /// <summary>A level.</summary>
    Gauge,

    /// <summary>Values counted by size.</summary>
    Histogram,
}

/// <summary>One metric and all its series.</summary>
internal sealed class MetricFamily
{
    /// <summary>Sets of labels that one metric tells apart.</summary>
    public const int SeriesLimit = 1000;

    // .NET declares these levels as counters; a scraper would take each fall for a restart.
    private static readonly string[] Levels = ["dotnet.thread_pool.queue.length", "dotnet.thread_pool.thread.count"];

    private readonly SeriesTable series;
    private readonly bool isLevel;
    private long dropped;

    /// <summary>The metric of an instrument, without values.</summary>
    public MetricFamily(Instrument instrument)
    {
        Kind = KindOf(instrument);
        IsObserved = instrument.IsObservable;
        isLevel = instrument.GetType().GetGenericTypeDefinition() == typeof(Gauge<>);
        Unit = MetricUnits.Word(instrument.Unit);
        Name = MetricUnits.NameOf(instrument.Name, Unit);
        Help = string.IsNullOrWhiteSpace(instrument.Description) ? $"{instrument.Name} of {instrument.Meter.Name}" : instrument.Description;
        Bounds = Kind == MetricKind.Histogram ? HistogramBounds.Of(instrument, Unit) : [];
        series = new(SeriesLimit, Bounds);
    }

    /// <summary>The name, with its unit and without <c>_total</c>.</summary>
    public string Name { get; }

    /// <summary>What it means.</summary>
    public string Help { get; }

    /// <summary>The unit as a word, such as <c>seconds</c>; empty for none.</summary>
    public string Unit { get; }

    /// <summary>What it is.</summary>
    public MetricKind Kind { get; }

    /// <summary>Whether its values are asked for by a scrape.</summary>
    public bool IsObserved { get; }

    /// <summary>Upper bounds of a histogram's buckets.</summary>
    public double[] Bounds { get; }

    /// <summary>Measurements whose labels found no place.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <summary>Takes a measurement; <paramref name="round"/> counts the scrapes.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, long round)
    {
        // A sum that has once taken in one of these is lost for good.
        if (!double.IsFinite(value) && !(Kind == MetricKind.Gauge && (isLevel || IsObserved)))
            return;
        var found = series.Find(tags, out var isOverflow);
        if (isOverflow)
            Interlocked.Increment(ref dropped);
        if (Kind == MetricKind.Histogram)
            found.Count(value);
        else if (IsObserved)
            found.Observe(value, round);
        else if (isLevel)
            found.Set(value);
        else
            found.Add(value);
    }

    /// <summary>The series that have a value in this round.</summary>
    public IEnumerable<MetricSeries> Series(long round) => series.All().Where(one => !IsObserved || one.Round == round);

    private static MetricKind KindOf(Instrument instrument)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        if (Levels.Contains(instrument.Name))
            return MetricKind.Gauge;
        if (type == typeof(Counter<>) || type == typeof(ObservableCounter<>))
            return MetricKind.Counter;
        return type == typeof(Histogram<>) ? MetricKind.Histogram : MetricKind.Gauge;
    }
}
