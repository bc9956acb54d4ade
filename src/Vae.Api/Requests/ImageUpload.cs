using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Vae.Api.Errors;
using Vae.Api.Formats;

namespace Vae.Api.Requests;

/// <summary>An image as it was sent.</summary>
/// <param name="DeclaredType">The media type that the caller gave; null where a part has none.</param>
/// <param name="Bytes">The encoded image.</param>
internal sealed record EncodedImage(string? DeclaredType, ReadOnlyMemory<byte> Bytes);

/// <summary>Takes images out of a body: the body itself, parts of a multipart body, or data URLs in JSON.</summary>
internal static class ImageUpload
{
    /// <summary>Images in one request, at most.</summary>
    public const int MaxImages = 64;

    private const int LongestBoundary = 70;

    private static readonly string[] Supported = [.. InputProblems.ImageTypes, MediaTypes.Multipart, MediaTypes.Json, .. TensorReader.Types];

    /// <summary>The images in the order in which they were sent; at least one.</summary>
    /// <exception cref="ProblemException">What is wrong with the body.</exception>
    public static async Task<IReadOnlyList<EncodedImage>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        BodyReader.RefuseCompression(request);
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
            throw Problems.UnsupportedMediaType(Supported).AsException();

        var mediaType = type.MediaType.Value!.ToLowerInvariant();
        if (InputProblems.ImageTypes.Contains(mediaType))
            return [new(mediaType, await BodyReader.ReadAsync(request, BodyReader.ImageLimit, cancellation))];
        if (mediaType == MediaTypes.Multipart)
            return await ReadPartsAsync(request, type, cancellation);
        if (StrictJson.IsJson(request))
            return await ReadDataUrlsAsync(request, cancellation);
        throw Problems.UnsupportedMediaType(Supported).AsException();
    }

    /// <summary>The body's type where the body is one image and says so without parameters; null in every other case.</summary>
    public static string? PlainTypeOf(HttpRequest request)
    {
        foreach (var type in InputProblems.ImageTypes)
        {
            if (request.ContentType == type)
                return type;
        }
        return null;
    }

    private static async Task<IReadOnlyList<EncodedImage>> ReadPartsAsync(HttpRequest request, MediaTypeHeaderValue type, CancellationToken cancellation)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > LongestBoundary)
            throw Problems.MalformedMultipart($"Content-Type must give a boundary of 1 to {LongestBoundary} characters.").AsException();
        if (request.ContentLength > BodyReader.ImageLimit)
            throw Problems.PayloadTooLarge(BodyReader.ImageLimit).AsException();

        var reader = new MultipartReader(boundary, request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = 4096 };
        var images = new List<EncodedImage>();
        var left = BodyReader.ImageLimit;
        try
        {
            while (await reader.ReadNextSectionAsync(cancellation) is { } part)
            {
                if (images.Count == MaxImages)
                    throw Problems.CountOutOfRange("image", 1, MaxImages, "more").AsException();
                RequireImagePart(part);
                var bytes = await BodyReader.ReadAsync(part.Body, 0, left, cancellation);
                left -= bytes.Length;
                images.Add(new(TypeOf(part), bytes));
            }
        }
        catch (Exception fault) when (fault is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw Problems.MalformedMultipart("The body ended before its last boundary, or a part's header is too long.").AsException();
        }
        return images.Count > 0
            ? images
            : throw Problems.MalformedMultipart("The body has no part named 'image'.").AsException();
    }

    /// <summary>The client's file name is not looked at: nothing is ever named by it.</summary>
    private static void RequireImagePart(MultipartSection part)
    {
        if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)
            || !HeaderUtilities.RemoveQuotes(disposition.Name).Equals("image", StringComparison.Ordinal))
            throw Problems.MalformedMultipart("Every part must be named 'image'.").AsException();
    }

    /// <summary>The part's type where it says one; a part sent as plain bytes is judged by its content alone.</summary>
    private static string? TypeOf(MultipartSection part)
    {
        if (part.ContentType is not { Length: > 0 } text)
            return null;
        if (!MediaTypeHeaderValue.TryParse(text, out var type))
            throw Problems.MalformedMultipart("A part's Content-Type cannot be read.").AsException();
        var mediaType = type.MediaType.Value!.ToLowerInvariant();
        if (mediaType == MediaTypes.Raw)
            return null;
        return InputProblems.ImageTypes.Contains(mediaType)
            ? mediaType
            : throw Problems.UnsupportedMediaType(InputProblems.ImageTypes).AsException();
    }

    private static async Task<IReadOnlyList<EncodedImage>> ReadDataUrlsAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var document = await StrictJson.ReadAsync(request, BodyReader.ImageLimit, cancellation);
        StrictJson.RequireObject(document.RootElement, "body", "images");
        if (StrictJson.Member(document.RootElement, "images") is not { ValueKind: JsonValueKind.Array } list)
            throw Problems.MalformedJson("'images' must be an array of data URLs.").AsException();
        if (list.GetArrayLength() is var count and (0 or > MaxImages))
            throw Problems.CountOutOfRange("images", 1, MaxImages, count.ToString(CultureInfo.InvariantCulture)).AsException();
        return [.. list.EnumerateArray().Select(FromJson)];
    }

    private static EncodedImage FromJson(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? DataUrl.Decode(StrictJson.StringOf(element, "images"))
        : throw Problems.MalformedJson("'images' must be an array of data URLs.").AsException();
}
