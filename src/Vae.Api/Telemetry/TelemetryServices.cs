using System.Diagnostics;
using Vae.Api.Configuration;
using Vae.Api.Health;
using Vae.Api.Telemetry.Metrics;
using Vae.Api.Telemetry.Otlp;

namespace Vae.Api.Telemetry;

/// <summary>Registers what watches the service.</summary>
internal static class TelemetryServices
{
    /// <summary>Adds metrics, readiness and, where a collector is configured, OTLP.</summary>
    public static IServiceCollection AddVaeTelemetry(this IServiceCollection services, ApiSettings settings)
    {
        services.AddSingleton(settings.Metrics).AddSingleton(settings.Telemetry);
        services.AddSingleton<ServiceInfo>().AddSingleton<MetricCollector>().AddSingleton<ServiceMetrics>();
        services.AddSingleton<DistributedContextPropagator, StrictPropagator>();
        services.AddSingleton<Draining>().AddSingleton<Readiness>().AddSingleton<HealthMonitor>().AddSingleton<SystemLimits>();
        services.AddHostedService(provider => provider.GetRequiredService<HealthMonitor>());
        services.AddSingleton<IHostLifetime, DrainLifetime>();
        if (settings.Telemetry.OtlpEndpoint is not null)
            services.AddHostedService<OtlpExport>();
        return services;
    }

    /// <summary>Begins to listen, before the first connection.</summary>
    public static void StartVaeTelemetry(this WebApplication app)
    {
        app.Services.GetRequiredService<MetricCollector>();
        app.Services.GetRequiredService<ServiceMetrics>();
    }
}
