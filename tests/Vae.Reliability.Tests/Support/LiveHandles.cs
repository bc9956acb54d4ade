using System.Globalization;
using Vae.TestUtils;

namespace Vae.Reliability.Tests.Support;

/// <summary>The gauge of live native tensor handles at <c>/metrics</c>.</summary>
internal static class LiveHandles
{
    private const string Gauge = "vae_tensors_live";

    /// <summary>Its value. A service that does not say fails the test: a leak must not go unseen.</summary>
    public static async Task<long> ReadAsync(ServiceProcess service)
    {
        using HttpResponseMessage answer = await service.Http.GetAsync("metrics");
        string text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"GET /metrics answered {answer.StatusCode}: {text}");
        string? sample = Array.Find(text.Split('\n'), line => line.StartsWith(Gauge, StringComparison.Ordinal));
        if (sample is null) throw new InvalidOperationException($"/metrics has no {Gauge}:\n{text}");
        return (long)double.Parse(sample[(sample.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }
}
