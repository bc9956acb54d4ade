using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using Vae.Api.Health;
using Vae.Core;

namespace Vae.Api.Telemetry.Metrics;

/// <summary>What the service says of itself, apart from requests and inference: build, handles, catalog, disk.</summary>
internal sealed class ServiceMetrics
{
    /// <summary>Name of the meter of the service.</summary>
    public const string MeterName = "Vae.Service";

    /// <summary>Name of the meter of the tensor library.</summary>
    public const string TensorMeterName = "Vae.Tensors";

    /// <summary>Makes the instruments; they are read when someone scrapes.</summary>
    public ServiceMetrics(IMeterFactory factory, HealthMonitor health, Draining draining, ServiceInfo service)
    {
        var torch = factory.Create(TensorMeterName);
        torch.CreateObservableUpDownCounter("vae.tensors.live", () => LiveTensors.Count, "{tensor}", "Native tensors that are alive");

        var meter = factory.Create(MeterName);
        KeyValuePair<string, object?>[] build =
        [
            new("version", service.Version), new("runtime", RuntimeInformation.FrameworkDescription),
            new("tensor_library", TensorLibrary.Version),
        ];
        meter.CreateObservableGauge("vae.build_info", () => new Measurement<int>(1, build), null, "1; what runs is in the labels");
        meter.CreateObservableGauge("vae.uptime", () => service.Uptime.TotalSeconds, "s", "Time since the service started");
        meter.CreateObservableGauge("vae.draining", () => draining.IsDraining ? 1 : 0, null, "1 while the service is leaving, otherwise 0");
        meter.CreateObservableGauge("vae.data.free", () => Known(health.FreeBytes), "By", "Free bytes on the disk of the data folder");
        meter.CreateObservableGauge("vae.catalog.age", () => Known(health.SinceCatalog?.TotalSeconds), "s", "Time since the catalog last answered");
        meter.CreateObservableUpDownCounter("vae.jobs.open", () => Open(health), "{job}", "Jobs that have not ended, by state");
    }

    private static Measurement<T>[] Known<T>(T? value)
        where T : struct => value is { } known ? [new(known)] : [];

    private static IEnumerable<Measurement<int>> Open(HealthMonitor health)
    {
        if (health.Catalog?.Jobs is not { } jobs)
            yield break;
        yield return new(jobs.Queued, new KeyValuePair<string, object?>("state", "queued"));
        yield return new(jobs.Running, new KeyValuePair<string, object?>("state", "running"));
        yield return new(jobs.Canceling, new KeyValuePair<string, object?>("state", "canceling"));
    }
}
