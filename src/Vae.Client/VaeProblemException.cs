using System.Text.Json;

namespace Vae.Client;

/// <summary>The server refused a call and said why (RFC 9457).</summary>
public sealed class VaeProblemException : Exception
{
    private const string TypePrefix = "urn:vae:problem:";

    internal VaeProblemException(int status, string? type, string? title, string? detail, IReadOnlyDictionary<string, JsonElement> extensions)
        : base(detail ?? title ?? $"The server answered {status} without a reason.")
    {
        (Status, Type, Title, Detail, Extensions) = (status, type, title, detail, extensions);
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>What kind of problem it is, <c>urn:vae:problem:{slug}</c>; null where something between client and server answered.</summary>
    public string? Type { get; }

    /// <summary>The stable name in <see cref="Type"/>, such as <c>model-not-found</c>; null where there is none.</summary>
    public string? Slug => Type?.StartsWith(TypePrefix, StringComparison.Ordinal) == true ? Type[TypePrefix.Length..] : null;

    /// <summary>What kind of problem it is, in words.</summary>
    public string? Title { get; }

    /// <summary>What happened this time and how to mend it.</summary>
    public string? Detail { get; }

    /// <summary>Finds the call in the server's log; null where there is none.</summary>
    public string? TraceId => Extensions.TryGetValue("traceId", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;

    /// <summary>Further members: <c>expected</c>, <c>actual</c>, <c>max</c>, <c>supported</c>, <c>errors</c> and others.</summary>
    public IReadOnlyDictionary<string, JsonElement> Extensions { get; }

    /// <summary>When the server asks to be called again; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
