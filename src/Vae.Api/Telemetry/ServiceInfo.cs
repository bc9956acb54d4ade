using System.Reflection;

namespace Vae.Api.Telemetry;

/// <summary>Which service this is and since when it runs.</summary>
internal sealed class ServiceInfo(TimeProvider time)
{
    private readonly long started = time.GetTimestamp();

    /// <summary>Its name in traces and metrics.</summary>
    public const string Name = "vae";

    /// <summary>The product's version.</summary>
    public string Version { get; } =
        typeof(ServiceInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Time since the start.</summary>
    public TimeSpan Uptime => time.GetElapsedTime(started);
}
