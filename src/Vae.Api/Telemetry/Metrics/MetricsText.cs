using System.Globalization;
using System.Text;

namespace Vae.Api.Telemetry.Metrics;

/// <summary>Writes metrics as Prometheus' text format 0.0.4 or OpenMetrics 1.0.</summary>
internal static class MetricsText
{
    /// <summary>Counts the measurements that no series was left for.</summary>
    public const string OverflowName = "vae_metrics_overflow";

    private const string Infinity = "+Inf";

    /// <summary>The metrics that have a value.</summary>
    public static string Write(IReadOnlyList<MetricFamily> families, long round, bool open)
    {
        var text = new StringBuilder(32 * 1024);
        foreach (var family in families)
        {
            var series = family.Series(round).ToArray();
            if (series.Length == 0)
                continue;
            WriteHead(text, family.Name, family.Kind, family.Unit, family.Help, open);
            foreach (var one in series)
                WriteSeries(text, family, one);
        }
        WriteHead(text, OverflowName, MetricKind.Counter, "", "Measurements whose labels found no place of their own", open);
        Line(text, $"{OverflowName}_total", "", Number(families.Sum(family => family.Dropped)));
        if (open)
            text.Append("# EOF\n");
        return text.ToString();
    }

    private static void WriteHead(StringBuilder text, string name, MetricKind kind, string unit, string help, bool open)
    {
        // OpenMetrics names the family of a counter without its ending; the older format knows only the name of the sample.
        var family = kind == MetricKind.Counter && !open ? $"{name}_total" : name;
        text.Append("# HELP ").Append(family).Append(' ').Append(MetricLabels.Escape(help, quotes: open)).Append('\n');
        text.Append("# TYPE ").Append(family).Append(' ').Append(kind switch
        {
            MetricKind.Counter => "counter",
            MetricKind.Gauge => "gauge",
            _ => "histogram",
        }).Append('\n');
        if (open && unit.Length > 0)
            text.Append("# UNIT ").Append(family).Append(' ').Append(unit).Append('\n');
    }

    private static void WriteSeries(StringBuilder text, MetricFamily family, MetricSeries series)
    {
        if (family.Kind != MetricKind.Histogram)
        {
            Line(text, family.Kind == MetricKind.Counter ? $"{family.Name}_total" : family.Name, series.Labels, Number(series.Value));
            return;
        }
        var counts = series.Counts();
        var separator = series.Labels.Length > 0 ? "," : "";
        long below = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            below += counts[i];
            var bound = i < family.Bounds.Length ? Bound(family.Bounds[i]) : Infinity;
            Line(text, $"{family.Name}_bucket", $"{series.Labels}{separator}le=\"{bound}\"", Number(below));
        }
        Line(text, $"{family.Name}_sum", series.Labels, Number(series.Value));
        Line(text, $"{family.Name}_count", series.Labels, Number(below));
    }

    private static void Line(StringBuilder text, string name, string labels, string value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(value).Append('\n');
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => Infinity,
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>Whole numbers keep a point: one spelling in both formats, so that a change of format changes no series.</summary>
    private static string Bound(double value)
    {
        var text = Number(value);
        return text.AsSpan().ContainsAny('.', 'E') ? text : $"{text}.0";
    }
}
