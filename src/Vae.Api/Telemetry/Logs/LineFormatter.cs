using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Vae.Api.Configuration;

namespace Vae.Api.Telemetry.Logs;

/// <summary>Writes an event as one line of at most 8 KiB that nobody's text can break, forge or make a terminal act on.</summary>
internal sealed class LineFormatter(LogOptions options, TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>The name under which the console knows it.</summary>
    public const string FormatterName = "vae";

    /// <summary>Most bytes of a line, its end included.</summary>
    public const int LongestLine = 8 * 1024;

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var shown = LogEvent.Of(logEntry, time.GetUtcNow());
        var line = Line(shown);
        // Escapes take up to six bytes for one character: then the texts are cut again, the stack trace first.
        while (Encoding.UTF8.GetByteCount(line) >= LongestLine)
        {
            shown = shown.Exception is { Length: > 256 } fault
                ? shown with { Exception = LogText.Cut(fault, fault.Length / 2) }
                : shown with { Message = LogText.Cut(shown.Message, Math.Max(2, shown.Message.Length / 2)), Fields = [.. shown.Fields.Take(shown.Fields.Count / 2)] };
            line = Line(shown);
        }
        textWriter.Write(line);
        textWriter.Write('\n');
    }

    private string Line(LogEvent shown) => options.Format == LogFormat.Json ? Json(shown) : Plain(shown);

    private static string Json(LogEvent shown)
    {
        using var buffer = new MemoryStream(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("time", shown.Time.ToString(TimeFormat, CultureInfo.InvariantCulture));
            json.WriteString("level", shown.Level);
            json.WriteString("category", shown.Category);
            json.WriteString("message", shown.Message);
            if (shown.TraceId is { } trace)
                json.WriteString("traceId", trace);
            if (shown.Fields.Count > 0)
                WriteFields(json, shown.Fields);
            if (shown.Exception is { } fault)
                json.WriteString("exception", fault);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteFields(Utf8JsonWriter json, IReadOnlyList<LogField> fields)
    {
        json.WriteStartObject("fields");
        foreach (var field in fields.DistinctBy(field => field.Name))
        {
            json.WritePropertyName(field.Name);
            switch (field.Value)
            {
                case bool flag:
                    json.WriteBooleanValue(flag);
                    break;
                case int number:
                    json.WriteNumberValue(number);
                    break;
                case long number:
                    json.WriteNumberValue(number);
                    break;
                case double number when double.IsFinite(number):
                    json.WriteNumberValue(number);
                    break;
                default:
                    json.WriteStringValue(Convert.ToString(field.Value, CultureInfo.InvariantCulture));
                    break;
            }
        }
        json.WriteEndObject();
    }

    private static string Plain(LogEvent shown)
    {
        var line = new StringBuilder(256);
        line.Append(shown.Time.ToString(TimeFormat, CultureInfo.InvariantCulture)).Append(' ').Append(shown.Level).Append(' ');
        LogText.AppendEscaped(line, shown.Category);
        line.Append(": ");
        LogText.AppendEscaped(line, shown.Message);
        if (shown.TraceId is { } trace)
            line.Append(" traceId=").Append(trace);
        if (shown.Exception is { } fault)
        {
            line.Append(" | ");
            LogText.AppendEscaped(line, fault);
        }
        return line.ToString();
    }
}
