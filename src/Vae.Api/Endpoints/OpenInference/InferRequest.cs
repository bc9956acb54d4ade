using System.Globalization;
using Microsoft.Net.Http.Headers;
using Vae.Api.Errors;
using Vae.Api.Formats;
using Vae.Api.Requests;

namespace Vae.Api.Endpoints.OpenInference;

/// <summary>A checked inference request.</summary>
/// <param name="Id">The caller's id; null where there is none.</param>
/// <param name="Input">The input, all values legal; its memory goes back with the request.</param>
/// <param name="Outputs">The outputs to answer with, in order.</param>
internal sealed record InferRequest(string? Id, InputRows Input, IReadOnlyList<ChosenOutput> Outputs) : IDisposable
{
    /// <summary>The class that the model is told, or one for each image with commas between; null where none is.</summary>
    public string? Label { get; init; }

    /// <inheritdoc/>
    public void Dispose() => Input.Dispose();
}

/// <summary>An output that the caller wants.</summary>
/// <param name="Index">Its place in the model's signature.</param>
/// <param name="Binary">Whether it comes as bytes after the JSON.</param>
internal readonly record struct ChosenOutput(int Index, bool Binary);

/// <summary>The body as it came: JSON, and behind it the bytes of a binary tensor.</summary>
/// <param name="Bytes">All of it, in memory that goes back with the body.</param>
/// <param name="JsonLength">How much of it is JSON.</param>
internal sealed record InferBody(Pooled<byte> Bytes, int JsonLength) : IDisposable
{
    /// <summary>Length of the JSON, where binary tensors follow it.</summary>
    public const string LengthHeader = "Inference-Header-Content-Length";

    /// <summary>The JSON.</summary>
    public ReadOnlySpan<byte> Json => Bytes.Span[..JsonLength];

    /// <summary>What follows it.</summary>
    public ReadOnlySpan<byte> Binary => Bytes.Span[JsonLength..];

    /// <inheritdoc/>
    public void Dispose() => Bytes.Dispose();

    /// <summary>Reads the body whole.</summary>
    /// <exception cref="ProblemException">413, 415, or 400 for a length that does not fit the body.</exception>
    public static async Task<InferBody> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        RequireType(request);
        var bytes = await BodyReader.ReadPooledAsync(request, BodyReader.ImageLimit, cancellation);
        var header = request.Headers[LengthHeader];
        if (header.Count == 0)
            return new(bytes, bytes.Length);
        if (header.Count > 1 || !int.TryParse(header[0], NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > bytes.Length)
        {
            bytes.Dispose();
            throw OpenInferenceProblems.Invalid($"{LengthHeader} must be the length of the JSON in bytes, at most that of the body, which has {bytes.Length}.").AsException();
        }
        return new(bytes, length);
    }

    /// <summary>Clients of the protocol leave the type out where binary tensors follow the JSON, or say either.</summary>
    private static void RequireType(HttpRequest request)
    {
        if (string.IsNullOrEmpty(request.ContentType) || StrictJson.IsJson(request))
            return;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals(MediaTypes.Raw, StringComparison.OrdinalIgnoreCase))
            throw Problems.UnsupportedMediaType([MediaTypes.Json, MediaTypes.Raw]).AsException();
    }
}
