using System.Text.Json;

namespace Vae.Client.Transport;

/// <summary>Makes an exception of an answer that is none.</summary>
internal static class ProblemReader
{
    // A problem is small; what is larger comes from somebody else.
    private const int Longest = 64 * 1024;

    private static readonly Dictionary<string, JsonElement> None = [];

    public static async Task<VaeProblemException> ReadAsync(HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        var wait = WaitOf(response, now);
        if (response.Content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json"))
            return new(status, null, response.ReasonPhrase, null, None) { RetryAfter = wait };
        try
        {
            var body = await ReadShortAsync(response.Content, cancellation).ConfigureAwait(false);
            using var document = JsonDocument.Parse(body);
            return Of(status, document.RootElement, wait);
        }
        catch (JsonException)
        {
            return new(status, null, response.ReasonPhrase, null, None) { RetryAfter = wait };
        }
    }

    private static VaeProblemException Of(int status, JsonElement problem, TimeSpan? wait)
    {
        if (problem.ValueKind != JsonValueKind.Object)
            return new(status, null, null, null, None) { RetryAfter = wait };
        var extensions = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in problem.EnumerateObject().Where(member => member.Name is not ("type" or "title" or "status" or "detail")))
            extensions[member.Name] = member.Value.Clone();
        return new(status, Text(problem, "type"), Text(problem, "title"), Text(problem, "detail"), extensions) { RetryAfter = wait };
    }

    private static TimeSpan? WaitOf(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static async Task<ReadOnlyMemory<byte>> ReadShortAsync(HttpContent content, CancellationToken cancellation)
    {
        using var stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var buffer = new byte[Longest];
        var length = await stream.ReadAtLeastAsync(buffer, Longest, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        return buffer.AsMemory(0, length);
    }
}
