using System.Diagnostics.Metrics;
using Vae.Api.Inference.Passes;

namespace Vae.Api.Inference;

/// <summary>What serving measures. Names and tags come from fixed sets, so that no caller can add a series.</summary>
internal sealed class InferenceMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Vae.Inference";

    /// <summary>Stage: body to values.</summary>
    public const string Read = "read";

    /// <summary>Stage: values to the answer's bytes.</summary>
    public const string Write = "write";

    private const string StageTag = "stage";
    private const string OperationTag = "op";

    private readonly Meter meter;
    private readonly Histogram<int> batchRows;
    private readonly Histogram<double> stageDuration;
    private readonly Counter<long> swaps;
    private readonly Counter<long> quarantines;
    private readonly Counter<long> rejected;

    public InferenceMetrics(IMeterFactory factory)
    {
        meter = factory.Create(MeterName);
        batchRows = meter.CreateHistogram(
            "vae.inference.batch.rows", "{row}", "Rows computed in one pass.",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] });
        stageDuration = meter.CreateHistogram(
            "vae.inference.stage.duration", "s", "Time in one stage of a request, or of the pass that computes it.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
            });
        swaps = meter.CreateCounter<long>("vae.inference.swaps", "{swap}", "Newer versions that took over.");
        quarantines = meter.CreateCounter<long>("vae.inference.quarantines", "{version}", "Versions found damaged and taken out of service.");
        rejected = meter.CreateCounter<long>("vae.inference.rejected", "{request}", "Requests sent away because too many were under way.");
        // From the start, so that the first one is seen as a rise.
        foreach (var counter in (Counter<long>[])[swaps, quarantines, rejected])
            counter.Add(0);
    }

    /// <summary>Reads the queue's length whenever somebody looks.</summary>
    public void ObserveQueue(Func<int> length) =>
        meter.CreateObservableGauge("vae.inference.queue.length", length, "{request}", "Requests that wait for a pass.");

    /// <summary>Reads what is loaded whenever somebody looks.</summary>
    public void ObserveModels(Func<int> count, Func<long> bytes)
    {
        meter.CreateObservableGauge("vae.inference.models.loaded", count, "{version}", "Versions in memory.");
        meter.CreateObservableGauge("vae.inference.models.bytes", bytes, "By", "Weights in memory, counted with the copies that passes read.");
    }

    /// <summary>Time that an item was in line.</summary>
    public void Queued(PassKind kind, TimeSpan duration) => Stage("queue", Name(kind), duration);

    /// <summary>A pass and its time.</summary>
    public void Passed(PassKind kind, int rows, TimeSpan duration)
    {
        batchRows.Record(rows, new KeyValuePair<string, object?>(OperationTag, Name(kind)));
        Stage("pass", Name(kind), duration);
    }

    /// <summary>Time that a request's own thread took.</summary>
    /// <param name="kind">What the request is for.</param>
    /// <param name="stage"><see cref="Read"/> or <see cref="Write"/>.</param>
    /// <param name="duration">The time.</param>
    public void Staged(PassKind kind, string stage, TimeSpan duration) => Stage(stage, Name(kind), duration);

    /// <summary>Requests sent away.</summary>
    public void Rejected(int count) => rejected.Add(count);

    /// <summary>A newer version took over.</summary>
    public void Swapped() => swaps.Add(1);

    /// <summary>A version went into quarantine.</summary>
    public void Quarantined() => quarantines.Add(1);

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    private static string Name(PassKind kind) => kind == PassKind.Encode ? "encode" : "decode";

    private void Stage(string stage, string operation, TimeSpan duration)
    {
        if (stageDuration.Enabled)
            stageDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>(StageTag, stage), new KeyValuePair<string, object?>(OperationTag, operation));
    }
}
