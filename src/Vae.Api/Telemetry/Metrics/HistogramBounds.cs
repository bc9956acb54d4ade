using System.Diagnostics.Metrics;

namespace Vae.Api.Telemetry.Metrics;

/// <summary>Upper bounds of histograms' buckets: the instrument's own advice, or what fits its unit.</summary>
internal static class HistogramBounds
{
    // The framework advises 5 ms as the first bound; most answers here take less.
    private const string RequestDuration = "http.server.request.duration";

    private static readonly double[] Requests = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly double[] Seconds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];
    private static readonly double[] Bytes = [256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];
    private static readonly double[] Counts = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096];

    /// <summary>The bounds, rising, without infinity; at least one.</summary>
    public static double[] Of(Instrument instrument, string unit)
    {
        if (instrument.Name == RequestDuration)
            return Requests;
        double[] advised = instrument switch
        {
            Histogram<double> own => Advice(own),
            Histogram<float> own => Advice(own),
            Histogram<long> own => Advice(own),
            Histogram<int> own => Advice(own),
            _ => [],
        };
        if (advised.Length > 0)
            return advised;
        return unit switch
        {
            "seconds" => Seconds,
            "milliseconds" => [.. Seconds.Select(bound => bound * 1000)],
            "bytes" => Bytes,
            _ => Counts,
        };
    }

    private static double[] Advice<T>(Histogram<T> instrument)
        where T : struct =>
        [.. (instrument.Advice?.HistogramBucketBoundaries ?? []).Select(bound => Convert.ToDouble(bound)).Where(double.IsFinite).Distinct().Order()];
}
