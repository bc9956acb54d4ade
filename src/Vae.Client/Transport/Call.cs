using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Vae.Client.Transport;

/// <summary>When a call is sent again.</summary>
internal enum Repeats
{
    /// <summary>Never: that the server turns it away is what the caller wants to know.</summary>
    Never,

    /// <summary>When the server turned it away: then it did nothing. Not when the connection broke: it may have arrived, and twice is not once.</summary>
    WhenTurnedAway,

    /// <summary>Also when the connection broke: sending it twice does what sending it once does.</summary>
    Always,
}

/// <summary>One call, before it is sent; it can be sent again.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path below the server's address, with its query.</param>
internal sealed record Call(HttpMethod Method, string Path)
{
    /// <summary>The form of the answer that is wanted.</summary>
    public string Accept { get; init; } = "application/json";

    /// <summary>The body; null for none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>The body's type.</summary>
    public string? BodyType { get; init; }

    /// <summary>Makes the body where it is more than bytes of one type; called anew for each time it is sent.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>When it is sent again.</summary>
    public Repeats Repeats { get; init; } = Repeats.Always;

    /// <summary>A status beside success whose JSON is an answer and no refusal.</summary>
    public HttpStatusCode? AlsoGood { get; init; }

    /// <summary>A call that only reads.</summary>
    public static Call Get(string path, string accept = "application/json") => new(HttpMethod.Get, path) { Accept = accept };

    /// <summary>A call with a JSON body.</summary>
    public static Call Post<T>(string path, T body, JsonTypeInfo<T> type, string accept = "application/json") => new(HttpMethod.Post, path)
    {
        Accept = accept,
        Body = JsonSerializer.SerializeToUtf8Bytes(body, type),
        BodyType = "application/json",
    };

    /// <summary>The request, fresh for one sending.</summary>
    public HttpRequestMessage ToRequest(Uri? address, string? key)
    {
        var request = new HttpRequestMessage(Method, address is null ? new Uri(Path, UriKind.Relative) : new Uri(address, Path));
        request.Headers.TryAddWithoutValidation("Accept", Accept);
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        foreach (var (name, value) in Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (Content is not null)
            request.Content = Content();
        else if (Body is { } body)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", BodyType);
        }
        return request;
    }
}
