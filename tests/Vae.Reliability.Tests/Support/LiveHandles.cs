using System.Globalization;
using Vae.TestUtils;

namespace Vae.Reliability.Tests.Support;

/// <summary>The gauge of live native tensor handles at <c>/metrics</c>.</summary>
internal static class LiveHandles
{
    /// <summary>Its value; null where the service has no such gauge.</summary>
    public static async Task<long?> ReadAsync(ServiceProcess service)
    {
        using HttpResponseMessage answer = await service.Http.GetAsync("metrics");
        if (!answer.IsSuccessStatusCode) return null;
        string[] lines = (await answer.Content.ReadAsStringAsync()).Split('\n');
        string? sample = Array.Find(lines, line => line.StartsWith("vae_torch_live_handles", StringComparison.Ordinal));
        return sample is null ? null : (long)double.Parse(sample[(sample.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }
}
