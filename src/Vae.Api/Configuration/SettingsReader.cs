using System.Globalization;
using System.Net;
using Vae.Catalog;
using Vae.Worker;

namespace Vae.Api.Configuration;

/// <summary>The configuration cannot be used; the message lists everything that is wrong.</summary>
internal sealed class SettingsException(IReadOnlyList<string> violations)
    : Exception("Vae cannot start:" + string.Concat(violations.Select(violation => $"{Environment.NewLine}  - {violation}")))
{
    /// <summary>One sentence for each fault.</summary>
    public IReadOnlyList<string> Violations { get; } = violations;
}

/// <summary>Reads the settings from configuration keys (<c>Section:Key</c>; in the environment <c>Section__Key</c>) and checks them all.</summary>
internal sealed partial class SettingsReader
{
    private const long MostBytes = 64L << 30;

    private readonly IConfiguration configuration;
    private readonly List<string> violations = [];

    private SettingsReader(IConfiguration configuration) => this.configuration = configuration;

    private delegate bool Parser<T>(string text, out T value);

    /// <summary>The settings.</summary>
    /// <exception cref="SettingsException">All violations together.</exception>
    public static ApiSettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var http = reader.Http();
        var settings = new ApiSettings
        {
            Http = http,
            Security = new() { ApiKey = reader.Text("Security:ApiKey") },
            RateLimits = reader.RateLimits(),
            Inference = reader.Inference(),
            Maps = reader.Maps(),
            Demo = reader.Demo(),
            Catalog = reader.Catalog(),
            Worker = reader.Worker(),
            Metrics = reader.Metrics(http.Port),
            Telemetry = reader.Telemetry(),
            Log = reader.Log(),
        };
        reader.CheckAccess(settings);
        return reader.violations.Count == 0 ? settings : throw new SettingsException(reader.violations);
    }

    private HttpOptions Http()
    {
        var defaults = new HttpOptions();
        return new()
        {
            Address = Value<IPAddress>("Http:Address", TryAddress, defaults.Address, "an IP address, such as 127.0.0.1"),
            Port = Int("Http:Port", 0, 65535, defaults.Port),
            AllowedHosts = Text("Http:AllowedHosts")?.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            DrainDelay = DrainDelay(defaults.DrainDelay),
        };
    }

    private RateLimitOptions RateLimits()
    {
        const int most = 1_000_000;
        var defaults = new RateLimitOptions();
        return new()
        {
            InferPerSecond = Int("RateLimits:InferPerSecond", 1, most, defaults.InferPerSecond),
            InferBurst = Int("RateLimits:InferBurst", 1, most, defaults.InferBurst),
            AuthFailuresPerMinute = Int("RateLimits:AuthFailuresPerMinute", 1, most, defaults.AuthFailuresPerMinute),
        };
    }

    private InferenceOptions Inference()
    {
        var defaults = new InferenceOptions();
        return new()
        {
            Threads = Int("Inference:Threads", 1, 256, defaults.Threads),
            BatchRows = Int("Inference:BatchRows", 1, 4096, defaults.BatchRows),
            BatchDelay = Value<TimeSpan>("Inference:BatchDelay", TryDelay, defaults.BatchDelay, "a duration from 0 to a second, such as 00:00:00.001"),
            QueueLimit = Int("Inference:QueueLimit", 1, 10_000, defaults.QueueLimit),
            QueueWait = Duration("Inference:QueueWait", defaults.QueueWait),
            MemoryBudget = Bytes("Inference:MemoryBudget", 1L << 20, 1L << 40, defaults.MemoryBudget),
            OutputCacheBytes = Bytes("Inference:OutputCacheBytes", 0, MostBytes, defaults.OutputCacheBytes),
            PollInterval = Duration("Inference:PollInterval", defaults.PollInterval),
            LatentMagnitude = Value<float>("Inference:LatentMagnitude", TryMagnitude, defaults.LatentMagnitude, "a number above 0 and at most 1000000"),
        };
    }

    private MapOptions Maps()
    {
        var defaults = new MapOptions();
        return new()
        {
            Wait = Duration("Maps:Wait", defaults.Wait),
            MemoryBytes = Bytes("Maps:MemoryBytes", 0, MostBytes, defaults.MemoryBytes),
        };
    }

    private DemoOptions Demo()
    {
        var defaults = new DemoOptions();
        return new()
        {
            Enabled = Value<bool>("Demo:Enabled", bool.TryParse, defaults.Enabled, "true or false"),
            Epochs = Int("Demo:Epochs", 1, 1000, defaults.Epochs),
            Name = Text("Demo:Name") ?? defaults.Name,
        };
    }

    private CatalogOptions Catalog()
    {
        var options = new CatalogOptions
        {
            DataDirectory = Path.GetFullPath(Text("Data:Directory") ?? "data"),
            DatasetsDirectory = Text("Datasets:Directory") is { } folder ? Path.GetFullPath(folder) : null,
            MaxQueuedJobs = Int("Data:MaxQueuedJobs", 1, 100_000, 1000),
            MaxQueuedJobsPerOwner = Int("Data:MaxQueuedJobsPerKey", 1, 100_000, 20),
            LatentCacheBytes = Bytes("Data:LatentCacheBytes", 0, MostBytes, 1L << 30),
        };
        violations.AddRange(options.Violations());
        return options;
    }

    private WorkerOptions Worker()
    {
        var defaults = new WorkerOptions();
        var options = new WorkerOptions
        {
            RunJobs = Value<bool>("Worker:RunJobs", bool.TryParse, defaults.RunJobs, "true or false"),
            ConcurrentJobs = Int("Worker:ConcurrentJobs", 1, 64, defaults.ConcurrentJobs),
            Threads = Int("Worker:Threads", 1, 256, defaults.Threads),
            ProgressInterval = Duration("Worker:ProgressInterval", defaults.ProgressInterval),
            QueuePoll = Duration("Worker:QueuePoll", defaults.QueuePoll),
        };
        violations.AddRange(options.Violations());
        return options;
    }

    private void CheckAccess(ApiSettings settings)
    {
        var key = settings.Security.ApiKey;
        if (key is not null && (key.Length < SecurityOptions.ShortestKey || key.Any(character => character is <= ' ' or > '~')))
            violations.Add($"Security__ApiKey must have at least {SecurityOptions.ShortestKey} visible ASCII characters. 'openssl rand -hex 32' makes a good one.");
        // Whether there is a key is seen at the start, when the catalog's are read.
        if (settings.Http.AllowedHosts.Count == 0 && !IPAddress.IsLoopback(settings.Http.Address))
            violations.Add($"Http__Address is {settings.Http.Address}, which other machines can reach, and Http__AllowedHosts is empty. Name the hosts that callers use, such as vae.example.org, separated by ';', or bind 127.0.0.1.{(key is null ? " A key is needed as well: './run keys create' makes one, or set Security__ApiKey." : "")}");
        foreach (var host in settings.Http.AllowedHosts.Where(host => Uri.CheckHostName(host) == UriHostNameType.Unknown))
            violations.Add($"Http__AllowedHosts has names or addresses without scheme, port or wildcard; '{host}' is none.");
    }

    private string? Text(string key) => configuration[key] is { Length: > 0 } text ? text : null;

    private int Int(string key, int min, int max, int absent) => Value<int>(
        key,
        (text, out value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= min && value <= max,
        absent,
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"));

    private long Bytes(string key, long min, long max, long absent) => Value<long>(
        key,
        (text, out value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= min && value <= max,
        absent,
        string.Create(CultureInfo.InvariantCulture, $"a whole number of bytes from {min} to {max}"));

    private TimeSpan Duration(string key, TimeSpan absent) => Value<TimeSpan>(
        key,
        (text, out value) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value) && value > TimeSpan.Zero && value <= TimeSpan.FromHours(1),
        absent,
        "a duration of at most an hour, such as 00:00:05");

    private T Value<T>(string key, Parser<T> parse, T absent, string legal)
    {
        if (Text(key) is not { } text)
            return absent;
        if (parse(text, out var value))
            return value;
        violations.Add($"{key.Replace(":", "__", StringComparison.Ordinal)} must be {legal}; it is '{text}'.");
        return absent;
    }

    private static bool TryAddress(string text, out IPAddress address)
    {
        var parsed = IPAddress.TryParse(text == "localhost" ? "127.0.0.1" : text, out var result);
        address = result ?? IPAddress.Loopback;
        return parsed;
    }

    private static bool TryDelay(string text, out TimeSpan value) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value) && value >= TimeSpan.Zero && value <= TimeSpan.FromSeconds(1);

    private static bool TryMagnitude(string text, out float value) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value is > 0 and <= 1e6f;
}
