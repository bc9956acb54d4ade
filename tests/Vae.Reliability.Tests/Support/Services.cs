using System.Net;
using Vae.TestUtils;

namespace Vae.Reliability.Tests.Support;

/// <summary>Starts services as <c>./run</c> does, without jobs of their own.</summary>
internal static class Services
{
    // Kestrel's own word, now and then, when a caller resets the connection while a read of its body is being canceled. Nothing follows from it.
    private const string KestrelsRace = "automatic draining of the request body failed";

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Worker__RunJobs"] = "false",
        ["Inference__PollInterval"] = "00:00:00.100",
        // Every answer is computed: one that was kept could only agree with itself.
        ["Inference__OutputCacheBytes"] = "0",
        // As eng/prepare.sh sets them for ./run: what glibc keeps would otherwise look like a leak.
        ["MALLOC_TRIM_THRESHOLD_"] = "1073741824",
        ["MALLOC_MMAP_THRESHOLD_"] = "1073741824",
        ["MALLOC_ARENA_MAX"] = "2",
    };

    public static Task<ServiceProcess> StartAsync(string data, params (string Key, string Value)[] more) => StartAsync(data, null, more);

    /// <summary>Starts one on a port of the caller's, or on a free one.</summary>
    public static Task<ServiceProcess> StartAsync(string data, int? port, params (string Key, string Value)[] more)
    {
        var environment = new Dictionary<string, string>(Settings);
        foreach ((string key, string value) in more) environment[key] = value;
        return ServiceProcess.StartAsync(data, ["--no-demo"], environment, port);
    }

    public static IPEndPoint EndPoint(this ServiceProcess service) => new(IPAddress.Loopback, service.Address.Port);

    /// <summary>What callers do wrong, or leave undone, is no fault of the service: its log names none.</summary>
    public static void ShouldHaveLoggedNoFault(this ServiceProcess service)
    {
        string[] faults =
        [
            .. service.Output.Split('\n').Where(line => line.Contains("Exception", StringComparison.Ordinal) && !line.Contains(KestrelsRace, StringComparison.Ordinal)),
        ];
        faults.ShouldBeEmpty($"{faults.Length} lines; the first:\n{string.Join('\n', faults.Take(3))}");
    }

    /// <summary>Waits until the service answers from a version.</summary>
    public static Task ServesAsync(this ServiceProcess service, string reference) => service.WaitAsync(
        async () => (await service.Http.GetStringAsync("readyz")).Contains($"\"{reference}\"", StringComparison.Ordinal), TimeSpan.FromSeconds(30), $"{reference} serves");
}
