using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;
using Vae.Api.Errors;
using Vae.Api.Formats;

namespace Vae.Api.Requests;

/// <summary>Reads JSON bodies and nothing that is nearly JSON.</summary>
internal static class StrictJson
{
    /// <summary>Levels that a document may have.</summary>
    public const int MaxDepth = 8;

    private static readonly JsonDocumentOptions Rules = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>The body as a document, which the caller disposes.</summary>
    /// <exception cref="ProblemException"><c>unsupported-media-type</c>, <c>payload-too-large</c> or <c>malformed-json</c>.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpRequest request, int limit, CancellationToken cancellation)
    {
        RequireJson(request);
        return Parse(await BodyReader.ReadAsync(request, limit, cancellation));
    }

    /// <summary>Parses with the API's rules: at most {MaxDepth} levels, no member twice, no comments, no trailing commas, nothing after the value, valid UTF-8.</summary>
    /// <exception cref="ProblemException"><c>malformed-json</c>.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Length == 0)
            throw Problems.MalformedJson("The body is empty.").AsException();
        if (!Utf8.IsValid(body.Span))
            throw Problems.MalformedJson("The body is not valid UTF-8.").AsException();
        try
        {
            return JsonDocument.Parse(body, Rules);
        }
        catch (JsonException fault)
        {
            throw Problems.MalformedJson($"The body is not valid JSON at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}: at most {MaxDepth} levels, no member twice, nothing after the value.").AsException();
        }
        catch (InvalidOperationException)
        {
            // A member's name with half a surrogate pair cannot be compared with the others'.
            throw Problems.MalformedJson("A name holds half of a surrogate pair.").AsException();
        }
    }

    /// <summary>Refuses what is not an object, and members that are not among those named.</summary>
    /// <exception cref="ProblemException"><c>malformed-json</c>.</exception>
    public static void RequireObject(JsonElement element, string path, params ReadOnlySpan<string> known)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Problems.MalformedJson($"'{path}' must be an object.").AsException();
        foreach (var member in element.EnumerateObject())
        {
            var name = NameOf(member);
            if (!known.Contains(name))
                throw Problems.MalformedJson($"'{path}' has no member '{Text.Shorten(name)}'. Its members are: {string.Join(", ", known!)}.").AsException();
        }
    }

    /// <summary>The member, or null where it is absent. An explicit null is refused: leave the member out instead.</summary>
    public static JsonElement? Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) ? member : null;

    /// <summary>The text of a member of the body, or null where it is absent.</summary>
    /// <exception cref="ProblemException"><c>malformed-json</c>.</exception>
    public static string? String(JsonElement root, string name) => String(root, name, name);

    /// <summary>A member's text, or null where it is absent.</summary>
    /// <param name="owner">An object.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="path">What an error calls it.</param>
    /// <exception cref="ProblemException"><c>malformed-json</c>.</exception>
    public static string? String(JsonElement owner, string name, string path)
    {
        if (Member(owner, name) is not { } member)
            return null;
        if (member.ValueKind != JsonValueKind.String)
            throw Problems.MalformedJson($"'{path}' must be a string.").AsException();
        return StringOf(member, path);
    }

    /// <summary>The element's text.</summary>
    /// <exception cref="ProblemException"><c>malformed-json</c>: it holds half of a surrogate pair.</exception>
    public static string StringOf(JsonElement element, string name)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Problems.MalformedJson($"'{name}' holds half of a surrogate pair.").AsException();
        }
    }

    /// <summary>Refuses a body that does not say that it is JSON in UTF-8.</summary>
    /// <exception cref="ProblemException"><c>unsupported-media-type</c>.</exception>
    public static void RequireJson(HttpRequest request)
    {
        if (!IsJson(request))
            throw Problems.UnsupportedMediaType([MediaTypes.Json]).AsException();
    }

    /// <summary>Whether the request's body says that it is JSON in UTF-8.</summary>
    public static bool IsJson(HttpRequest request) =>
        request.ContentType == MediaTypes.Json || IsSpelledAsJson(request);

    private static bool IsSpelledAsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(MediaTypes.Json, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw Problems.MalformedJson("A name holds half of a surrogate pair.").AsException();
        }
    }
}
