using System.Diagnostics.Metrics;

namespace Vae.Api.Telemetry.Metrics;

/// <summary>
/// Listens to the process's meters and keeps their sums, so that a scrape only reads. One for each server: instruments made by another
/// server's factory are not heard.
/// </summary>
internal sealed class MetricCollector : IDisposable
{
    private static readonly string[] Meters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "System.Runtime"];

    private readonly MeterListener listener = new();
    private readonly IMeterFactory factory;
    private readonly ILogger<MetricCollector> logger;
    private readonly Lock publishing = new();
    private readonly Lock scraping = new();

    // Under `publishing`.
    private readonly SortedDictionary<string, MetricFamily> families = new(StringComparer.Ordinal);

    // Raised under `scraping`; read by callbacks of the scrape's own thread.
    private long round;

    /// <summary>Begins to listen at once: what rises and falls, such as open connections, must be heard from the first.</summary>
    public MetricCollector(IMeterFactory factory, ILogger<MetricCollector> logger)
    {
        this.factory = factory;
        this.logger = logger;
        listener.InstrumentPublished = Publish;
        listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<float>((_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<long>((_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<int>((_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<short>((_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<byte>((_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<decimal>((_, value, tags, state) => Record((double)value, tags, state));
        listener.Start();
    }

    /// <summary>All metrics as text, now.</summary>
    /// <param name="open">OpenMetrics 1.0 instead of Prometheus 0.0.4.</param>
    public string Scrape(bool open)
    {
        lock (scraping)
        {
            round++;
            Observe();
            MetricFamily[] known;
            lock (publishing)
                known = [.. families.Values];
            return MetricsText.Write(known, round, open);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();

    private void Observe()
    {
        try
        {
            listener.RecordObservableInstruments();
        }
        // Whatever one instrument throws, the others have been asked: the scrape goes on without it.
        catch (Exception fault)
        {
            logger.LogWarning(fault, "A metric could not be read");
        }
    }

    private void Publish(Instrument instrument, MeterListener meters)
    {
        if (!IsWanted(instrument.Meter))
            return;
        MetricFamily? family;
        lock (publishing)
        {
            var made = new MetricFamily(instrument);
            if (!families.TryGetValue(made.Name, out family))
                families[made.Name] = family = made;
            else if (family.Kind != made.Kind || family.IsObserved != made.IsObserved)
                family = null;
        }
        if (family is null)
            logger.LogWarning("The metric {Name} of {Meter} is left out: another of this name is of another kind", instrument.Name, instrument.Meter.Name);
        else
            meters.EnableMeasurementEvents(instrument, family);
    }

    private bool IsWanted(Meter meter) =>
        (meter.Scope is null || ReferenceEquals(meter.Scope, factory))
        && (meter.Name.StartsWith("Vae.", StringComparison.Ordinal) || Meters.Contains(meter.Name));

    private void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        ((MetricFamily)state!).Record(value, tags, round);
}
