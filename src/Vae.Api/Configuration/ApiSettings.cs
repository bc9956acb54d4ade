using System.Net;
using Vae.Catalog;
using Vae.Worker;

namespace Vae.Api.Configuration;

/// <summary>Where the server listens.</summary>
internal sealed record HttpOptions
{
    /// <summary>IP address to bind. Default: 127.0.0.1. Anything but a loopback address needs a key and <see cref="AllowedHosts"/>.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>TCP port, 0 to 65535; 0 lets the system choose. Default: 8080.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>Names beside localhost, 127.0.0.1 and [::1] that the Host header may give. Default: none.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>How long the server says that it is leaving before it takes no more connections, at SIGTERM. Legal: 0 to 1 minute. Default: 5 s.</summary>
    public TimeSpan DrainDelay { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>Who may call.</summary>
internal sealed record SecurityOptions
{
    /// <summary>Fewest characters of a key.</summary>
    public const int ShortestKey = 32;

    /// <summary>A key with every scope beside those of the catalog, at least 32 visible ASCII characters. Default: none.</summary>
    public string? ApiKey { get; init; }
}

/// <summary>How often callers may call. Whoever needs no key is not counted.</summary>
internal sealed record RateLimitOptions
{
    /// <summary>Requests for inference that a key may make in a second, in the long run. Legal: 1 to 1,000,000. Default: 50.</summary>
    public int InferPerSecond { get; init; } = 50;

    /// <summary>Requests for inference that a key may make at once. Legal: 1 to 1,000,000. Default: 100.</summary>
    public int InferBurst { get; init; } = 100;

    /// <summary>Wrong keys from one address in a minute before they are answered with 429. Legal: 1 to 1,000,000. Default: 20.</summary>
    public int AuthFailuresPerMinute { get; init; } = 20;
}

/// <summary>How the latents of whole datasets are computed.</summary>
internal sealed record MapOptions
{
    /// <summary>How long a request waits for a map that is being computed before it is told to come back. Default: 8 s.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Bytes of maps that stay in memory; the newest always does. Legal: 0 to 64 GiB. Default: 128 MiB.</summary>
    public long MemoryBytes { get; init; } = 128L << 20;
}

/// <summary>The job that an empty server starts with, so that there is something to see.</summary>
internal sealed record DemoOptions
{
    /// <summary>The built-in dataset.</summary>
    public const string DefaultDataset = "digits";

    /// <summary>The recipe of the demonstration.</summary>
    public const string DefaultPreset = "mlp-deep";

    /// <summary>Latent dimensions of the demonstration: fewer than the preset's, so that samples from the prior look like digits after half a minute.</summary>
    public const int LatentDim = 10;

    /// <summary>Whether a server without models and jobs trains one. Default: true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Passes over the dataset, 1 to 1,000. Default: 25, about half a minute on two cores.</summary>
    public int Epochs { get; init; } = 25;

    /// <summary>The model's name.</summary>
    public string Name { get; init; } = "digits";
}

/// <summary>Everything that can be configured, checked.</summary>
internal sealed record ApiSettings
{
    /// <summary>Where the server listens.</summary>
    public HttpOptions Http { get; init; } = new();

    /// <summary>Who may call.</summary>
    public SecurityOptions Security { get; init; } = new();

    /// <summary>How often callers may call.</summary>
    public RateLimitOptions RateLimits { get; init; } = new();

    /// <summary>How models are served.</summary>
    public InferenceOptions Inference { get; init; } = new();

    /// <summary>How the latents of whole datasets are computed.</summary>
    public MapOptions Maps { get; init; } = new();

    /// <summary>The first job of an empty server.</summary>
    public DemoOptions Demo { get; init; } = new();

    /// <summary>Where state lives.</summary>
    public required CatalogOptions Catalog { get; init; }

    /// <summary>How jobs run.</summary>
    public WorkerOptions Worker { get; init; } = new();

    /// <summary>Where metrics can be scraped.</summary>
    public MetricsOptions Metrics { get; init; } = new();

    /// <summary>Where traces and metrics are sent.</summary>
    public TelemetryOptions Telemetry { get; init; } = new();

    /// <summary>What is logged, and how.</summary>
    public LogOptions Log { get; init; } = new();
}
