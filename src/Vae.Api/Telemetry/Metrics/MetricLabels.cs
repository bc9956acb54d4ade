using System.Globalization;
using System.Text;

namespace Vae.Api.Telemetry.Metrics;

/// <summary>Writes names and labels by the rules of Prometheus.</summary>
internal static class MetricLabels
{
    // A label's value is a word of a small set; what is longer is not one, and would be kept for ever.
    private const int LongestValue = 128;

    /// <summary>The tags as labels, sorted by name, without the braces.</summary>
    public static string Write(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            var name = Name(tag.Key);
            var value = Value(tag.Value);
            // Two names that are one after cleaning keep both their values, as OpenTelemetry's mapping has it.
            labels[name] = labels.TryGetValue(name, out var other) ? $"{other};{value}" : value;
        }
        var text = new StringBuilder();
        foreach (var (name, value) in labels)
            text.Append(text.Length > 0 ? "," : "").Append(name).Append("=\"").Append(Escape(value, quotes: true)).Append('"');
        return text.ToString();
    }

    /// <summary>A name of letters, digits and underscores that does not begin with a digit.</summary>
    public static string Name(string text)
    {
        var name = new StringBuilder(text.Length + 1);
        foreach (var character in text)
        {
            var kept = char.IsAsciiLetterOrDigit(character) ? character : '_';
            if (kept != '_' || name.Length == 0 || name[^1] != '_')
                name.Append(kept);
        }
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
            name.Insert(0, '_');
        return name.ToString();
    }

    /// <summary>Escapes what would end a line or, in a label, the value.</summary>
    public static string Escape(string text, bool quotes)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }

    private static string Value(object? value)
    {
        var text = value switch
        {
            null => "",
            bool flag => flag ? "true" : "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
        text = text.Length > LongestValue ? text[..LongestValue] : text;
        // Half of a surrogate pair cannot be written as UTF-8.
        return string.Concat(text.EnumerateRunes().Select(rune => Rune.IsControl(rune) && rune.Value != '\n' ? "?" : rune.ToString()));
    }
}
