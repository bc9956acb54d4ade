namespace Vae.Api.Telemetry.Metrics;

/// <summary>Units of instruments (UCUM) as words in names, by OpenTelemetry's mapping to Prometheus.</summary>
internal static class MetricUnits
{
    /// <summary>The word; empty for units that are only notes in braces, and for none.</summary>
    public static string Word(string? unit)
    {
        if (string.IsNullOrWhiteSpace(unit))
            return "";
        var slash = unit.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return Simple(unit);
        var (above, below) = (Simple(unit[..slash]), Simple(unit[(slash + 1)..]));
        below = below.TrimEnd('s');
        return below.Length == 0 ? above : above.Length == 0 ? $"per_{below}" : $"{above}_per_{below}";
    }

    /// <summary>The instrument's name with the unit's word at its end.</summary>
    public static string NameOf(string instrument, string unit)
    {
        var name = MetricLabels.Name(instrument);
        if (name.EndsWith("_total", StringComparison.Ordinal))
            name = name[..^"_total".Length];
        return unit.Length == 0 || name.EndsWith($"_{unit}", StringComparison.Ordinal) ? name : $"{name}_{unit}";
    }

    private static string Simple(string unit) => unit switch
    {
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "min" => "minutes",
        "h" => "hours",
        "d" => "days",
        "By" => "bytes",
        "KiBy" => "kibibytes",
        "MiBy" => "mebibytes",
        "%" => "percent",
        "1" => "",
        _ when unit.StartsWith('{') => "",
        _ => MetricLabels.Name(unit).Trim('_'),
    };
}
