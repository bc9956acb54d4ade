namespace Vae.Api.Configuration;

/// <summary>Where metrics can be scraped beside the protected route.</summary>
internal sealed record MetricsOptions
{
    /// <summary>Port on 127.0.0.1 that serves <c>/metrics</c> without a key and nothing else; 0 is off. Legal: 0 to 65535. Default: 0.</summary>
    public int Port { get; init; }
}

/// <summary>Where traces and metrics are sent by OTLP.</summary>
internal sealed record TelemetryOptions
{
    /// <summary>The collector's address, http or https. Default: none; then nothing is collected for it.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>Whether OTLP goes by HTTP and protobuf, and not by gRPC. Default: false.</summary>
    public bool OverHttp { get; init; }

    /// <summary>The share of requests without a parent that is traced. Legal: 0 to 1. Default: 1.</summary>
    public double SampleRatio { get; init; } = 1;

    /// <summary>Time between two sendings of the metrics. Default: 1 minute.</summary>
    public TimeSpan MetricInterval { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>How log lines look.</summary>
internal enum LogFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON object a line.</summary>
    Json,
}

/// <summary>What is logged, and how.</summary>
internal sealed record LogOptions
{
    /// <summary>The form of a line. Default: text where standard output is a terminal, JSON elsewhere.</summary>
    public LogFormat Format { get; init; } = Console.IsOutputRedirected ? LogFormat.Json : LogFormat.Text;

    /// <summary>Whether each request leaves a line. Default: false.</summary>
    public bool Requests { get; init; }
}
