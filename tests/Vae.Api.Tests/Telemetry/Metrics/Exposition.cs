using System.Globalization;
using System.Text;

namespace Vae.Api.Tests.Telemetry.Metrics;

/// <summary>A value with its labels.</summary>
internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);

/// <summary>A metric as a scraper reads it.</summary>
internal sealed record Family(string Name, string Type, string Help)
{
    public string Unit { get; set; } = "";

    public List<Sample> Samples { get; } = [];
}

/// <summary>Reads the text formats as strictly as they are specified; whatever a scraper could stumble over throws.</summary>
internal sealed class Exposition
{
    private readonly bool open;
    private readonly Dictionary<string, Family> families = new(StringComparer.Ordinal);
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private Family? current;
    private string? help;

    private Exposition(bool open) => this.open = open;

    public static Dictionary<string, Family> Parse(string text, bool open)
    {
        var reader = new Exposition(open);
        if (!text.EndsWith('\n'))
            throw new FormatException("The last line has no end.");
        var lines = text[..^1].Split('\n');
        if (open && lines[^1] != "# EOF")
            throw new FormatException("OpenMetrics ends with # EOF.");
        foreach (var line in open ? lines[..^1] : lines)
            reader.Line(line);
        foreach (var family in reader.families.Values)
            Check(family);
        return reader.families;
    }

    private void Line(string line)
    {
        if (line.Length == 0 || line.Any(char.IsControl))
            throw new FormatException($"Empty, or a control character: '{line}'");
        if (line[0] != '#')
        {
            Add(ReadSample(line));
            return;
        }
        var parts = line.Split(' ', 4);
        switch (parts)
        {
            case ["#", "HELP", var name, var text]:
                help = CheckName(name) + " " + Unescape(text, open);
                break;
            case ["#", "TYPE", var name, "counter" or "gauge" or "histogram"]:
                if (help?.Split(' ')[0] != name)
                    throw new FormatException($"TYPE of {name} does not follow its HELP.");
                current = new(name, parts[3], help[(name.Length + 1)..]);
                if (!families.TryAdd(name, current))
                    throw new FormatException($"{name} comes twice.");
                break;
            case ["#", "UNIT", var name, var unit] when open && current?.Name == name && name.EndsWith($"_{unit}", StringComparison.Ordinal):
                current.Unit = unit;
                break;
            default:
                throw new FormatException($"No comment of the format: '{line}'");
        }
    }

    private void Add(Sample sample)
    {
        if (current is null || !Names(current).Contains(sample.Name))
            throw new FormatException($"{sample.Name} stands outside its family {current?.Name}.");
        var key = sample.Name + "{" + string.Join(',', sample.Labels.OrderBy(label => label.Key).Select(label => $"{label.Key}={label.Value}"));
        if (!seen.Add(key))
            throw new FormatException($"{key} comes twice.");
        current.Samples.Add(sample);
    }

    private string[] Names(Family family) => family.Type switch
    {
        "histogram" => [$"{family.Name}_bucket", $"{family.Name}_sum", $"{family.Name}_count"],
        "counter" when open => [$"{family.Name}_total"],
        _ => [family.Name],
    };

    private static Sample ReadSample(string line)
    {
        var brace = line.IndexOf('{');
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var nameEnd = brace >= 0 ? brace : line.IndexOf(' ');
        var name = CheckName(line[..nameEnd]);
        var position = nameEnd;
        if (brace >= 0)
        {
            position++;
            while (true)
            {
                var equals = line.IndexOf('=', position);
                var label = CheckName(line[position..equals]);
                if (label.Contains(':') || line[equals + 1] != '"')
                    throw new FormatException($"Label at {position}: {line}");
                var end = equals + 2;
                while (line[end] != '"')
                    end += line[end] == '\\' ? 2 : 1;
                if (!labels.TryAdd(label, Unescape(line[(equals + 2)..end], quotes: true)))
                    throw new FormatException($"Label {label} comes twice: {line}");
                position = end + 1;
                if (line[position++] == '}')
                    break;
                if (line[position - 1] != ',')
                    throw new FormatException($"Expected , or }} at {position}: {line}");
            }
        }
        if (line[position] != ' ')
            throw new FormatException($"Expected a space at {position}: {line}");
        return new(name, labels, Number(line[(position + 1)..]));
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture),
    };

    private static string CheckName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or ':')
            ? name
            : throw new FormatException($"'{name}' is no name.");

    private static string Unescape(string text, bool quotes)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (quotes && text[i] == '"')
                throw new FormatException($"A bare quote: {text}");
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
                continue;
            }
            plain.Append(text[++i] switch
            {
                'n' => '\n',
                '\\' => '\\',
                '"' when quotes => '"',
                var other => throw new FormatException($"\\{other} is no escape."),
            });
        }
        return plain.ToString();
    }

    private static void Check(Family family)
    {
        if (family.Samples.Count == 0)
            throw new FormatException($"{family.Name} has no samples.");
        if (family.Type == "counter" && family.Samples.Any(sample => !sample.Name.EndsWith("_total", StringComparison.Ordinal) || sample.Value < 0))
            throw new FormatException($"{family.Name} is no counter.");
        if (family.Type != "histogram")
            return;
        foreach (var series in family.Samples.GroupBy(sample => string.Join(',', sample.Labels.Where(label => label.Key != "le").OrderBy(label => label.Key))))
        {
            var buckets = series.Where(sample => sample.Name.EndsWith("_bucket", StringComparison.Ordinal)).ToArray();
            var bounds = buckets.Select(bucket => Number(bucket.Labels["le"])).ToArray();
            if (!bounds.SequenceEqual(bounds.Distinct().Order()) || bounds[^1] != double.PositiveInfinity)
                throw new FormatException($"{family.Name}: bounds must rise to +Inf.");
            if (!buckets.Select(bucket => bucket.Value).SequenceEqual(buckets.Select(bucket => bucket.Value).Order()))
                throw new FormatException($"{family.Name}: buckets must be cumulative.");
            if (series.Single(sample => sample.Name.EndsWith("_count", StringComparison.Ordinal)).Value != buckets[^1].Value)
                throw new FormatException($"{family.Name}: the count is not the last bucket's.");
            if (series.Count(sample => sample.Name.EndsWith("_sum", StringComparison.Ordinal)) != 1)
                throw new FormatException($"{family.Name}: one sum for each set of labels.");
        }
    }
}
