using System.Collections;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;

namespace Vae.Api.Telemetry.Logs;

/// <summary>A named value of an event.</summary>
/// <param name="Name">The name in the message's template, camelCase.</param>
/// <param name="Value">A number, a truth value or a text of at most 128 characters.</param>
internal sealed record LogField(string Name, object Value);

/// <summary>One event with everything cut to what a line may hold.</summary>
internal sealed record LogEvent(
    DateTimeOffset Time, string Level, string Category, string Message, string? TraceId, IReadOnlyList<LogField> Fields, string? Exception)
{
    /// <summary>Most characters of a value.</summary>
    public const int LongestField = 128;

    private const int LongestMessage = 1024;
    private const int LongestException = 3072;
    private const int MostFields = 16;
    private const string TemplateName = "{OriginalFormat}";

    /// <summary>The event of an entry.</summary>
    public static LogEvent Of<TState>(in LogEntry<TState> entry, DateTimeOffset time)
    {
        var fields = new List<LogField>();
        if (entry.State is IReadOnlyList<KeyValuePair<string, object?>> values)
        {
            foreach (var (name, value) in values)
            {
                if (name != TemplateName && fields.Count < MostFields)
                    fields.Add(new(LogText.Cut(char.ToLowerInvariant(name[0]) + name[1..], LongestField), Field(value)));
            }
        }
        return new(
            time,
            Word(entry.LogLevel),
            entry.Category,
            LogText.Cut(entry.Formatter(entry.State, entry.Exception), LongestMessage),
            Activity.Current?.TraceId.ToHexString(),
            fields,
            entry.Exception is { } fault ? LogText.Cut(fault.ToString(), LongestException) : null);
    }

    private static object Field(object? value) => value switch
    {
        bool or int or long or double => value,
        float number => (double)number,
        string text => LogText.Cut(text, LongestField),
        IEnumerable many => LogText.Cut(string.Join(", ", many.Cast<object?>().Take(MostFields)), LongestField),
        _ => LogText.Cut(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", LongestField),
    };

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };
}
