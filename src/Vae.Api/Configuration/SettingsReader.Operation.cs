using System.Globalization;

namespace Vae.Api.Configuration;

// What an operator sets about watching and stopping the service.
internal sealed partial class SettingsReader
{
    private static readonly TimeSpan LongestDrain = TimeSpan.FromMinutes(1);

    private MetricsOptions Metrics(int mainPort)
    {
        var options = new MetricsOptions { Port = Int("Metrics:Port", 0, 65535, 0) };
        if (options.Port != 0 && options.Port == mainPort)
            violations.Add($"Metrics__Port must not be the port of the API, {mainPort}.");
        return options;
    }

    private TelemetryOptions Telemetry()
    {
        var defaults = new TelemetryOptions();
        var own = Text("Telemetry:OtlpEndpoint") is not null;
        return new()
        {
            OtlpEndpoint = Value<Uri?>(
                own ? "Telemetry:OtlpEndpoint" : "OTEL_EXPORTER_OTLP_ENDPOINT", TryHttp, null, "an address such as http://127.0.0.1:4317"),
            OverHttp = Value<bool>(
                Text("Telemetry:OtlpProtocol") is not null ? "Telemetry:OtlpProtocol" : "OTEL_EXPORTER_OTLP_PROTOCOL",
                TryProtocol, defaults.OverHttp, "'grpc' or 'http/protobuf'"),
            SampleRatio = Value<double>("Telemetry:SampleRatio", TryShare, defaults.SampleRatio, "a number from 0 to 1"),
            MetricInterval = Duration("Telemetry:MetricInterval", defaults.MetricInterval),
        };
    }

    private LogOptions Log()
    {
        var defaults = new LogOptions();
        return new()
        {
            Format = Value<LogFormat>("Logging:Format", TryFormat, defaults.Format, "'text' or 'json'"),
            Requests = Value<bool>("Logging:Requests", bool.TryParse, defaults.Requests, "true or false"),
        };
    }

    private TimeSpan DrainDelay(TimeSpan absent) => Value<TimeSpan>(
        "Http:DrainDelay",
        (text, out value) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value) && value >= TimeSpan.Zero && value <= LongestDrain,
        absent,
        "a duration of at most a minute, such as 00:00:05");

    private static bool TryHttp(string text, out Uri? address) => Uri.TryCreate(text, UriKind.Absolute, out address) && address.Scheme is "http" or "https";

    private static bool TryProtocol(string text, out bool overHttp)
    {
        overHttp = text == "http/protobuf";
        return overHttp || text == "grpc";
    }

    private static bool TryShare(string text, out double share) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out share) && share is >= 0 and <= 1;

    private static bool TryFormat(string text, out LogFormat format)
    {
        format = text == "json" ? LogFormat.Json : LogFormat.Text;
        return text is "json" or "text";
    }
}
