using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Vae.Worker;

/// <summary>What the worker counts, on the meter <c>Vae.Worker</c>.</summary>
internal sealed class WorkerMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Vae.Worker";

    private readonly Counter<long> _finished;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _images;

    // Throughput of each run that is under way.
    private readonly ConcurrentDictionary<object, double> _running = new();

    /// <summary>Makes the instruments.</summary>
    public WorkerMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _finished = meter.CreateCounter<long>("vae.jobs.finished", "{job}", "Attempts at jobs that ended here, by outcome");
        _duration = meter.CreateHistogram(
            "vae.jobs.duration", "s", "Time from an attempt's claim to its end, by outcome",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 14_400, 43_200, 86_400] });
        _images = meter.CreateCounter<long>("vae.training.images", "{image}", "Images that were trained on");
        meter.CreateObservableGauge("vae.training.images_per_second", () => _running.Values.Sum(), null, "Training throughput now, over all running jobs");
    }

    /// <summary>An attempt ended.</summary>
    /// <param name="outcome"><c>succeeded</c>, <c>failed</c>, <c>canceled</c>, <c>handed_back</c> or <c>lost</c>.</param>
    /// <param name="duration">How long it took.</param>
    public void Ended(string outcome, TimeSpan duration)
    {
        var tag = new KeyValuePair<string, object?>("outcome", outcome);
        _finished.Add(1, tag);
        _duration.Record(duration.TotalSeconds, tag);
    }

    /// <summary>A run trained on so many more images, at this speed.</summary>
    public void Trained(object run, long images, double imagesPerSecond)
    {
        _images.Add(images);
        _running[run] = imagesPerSecond;
    }

    /// <summary>A run trains no more.</summary>
    public void Stopped(object run) => _running.TryRemove(run, out _);
}
