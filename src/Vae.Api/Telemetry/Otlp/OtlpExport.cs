using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Vae.Api.Configuration;

namespace Vae.Api.Telemetry.Otlp;

/// <summary>Sends traces and metrics to a collector. Exists only where one is configured.</summary>
internal sealed class OtlpExport(TelemetryOptions options, ServiceInfo service) : IHostedService, IDisposable
{
    private const int FlushMilliseconds = 1500;

    private static readonly string[] Meters =
        ["Vae.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "System.Runtime"];

    private TracerProvider? traces;
    private MeterProvider? metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateEmpty().AddService(ServiceInfo.Name, serviceVersion: service.Version).AddTelemetrySdk().AddEnvironmentVariableDetector();
        traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.SampleRatio)))
            .AddSource("Microsoft.AspNetCore", "Vae.*")
            .AddOtlpExporter(exporter => Configure(exporter, "v1/traces"))
            .Build();
        metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Meters)
            .AddOtlpExporter((exporter, reader) =>
            {
                Configure(exporter, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.MetricInterval.TotalMilliseconds;
            })
            .Build();
        return Task.CompletedTask;
    }

    /// <summary>Nothing yet: the last requests are still under way. The end is sent when the server is disposed.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends what is left, within a bound.</summary>
    public void Dispose()
    {
        traces?.Shutdown(FlushMilliseconds);
        metrics?.Shutdown(FlushMilliseconds);
        traces?.Dispose();
        metrics?.Dispose();
        (traces, metrics) = (null, null);
    }

    private void Configure(OtlpExporterOptions exporter, string path)
    {
        var address = options.OtlpEndpoint!.AbsoluteUri;
        exporter.Protocol = options.OverHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        // Over HTTP the configured address is the base of one path for each signal.
        exporter.Endpoint = options.OverHttp ? new Uri($"{address.TrimEnd('/')}/{path}") : options.OtlpEndpoint;
        exporter.TimeoutMilliseconds = FlushMilliseconds;
    }
}
