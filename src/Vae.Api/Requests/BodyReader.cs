using Vae.Api.Errors;

namespace Vae.Api.Requests;

/// <summary>Reads bodies whole, within a bound.</summary>
internal static class BodyReader
{
    /// <summary>Largest JSON body: 1 MiB.</summary>
    public const int JsonLimit = 1024 * 1024;

    /// <summary>Largest body with images: 8 MiB.</summary>
    public const int ImageLimit = 8 * 1024 * 1024;

    /// <summary>The body's bytes.</summary>
    /// <exception cref="ProblemException"><c>payload-too-large</c>; <c>unsupported-media-type</c> for a compressed body.</exception>
    public static async Task<byte[]> ReadAsync(HttpRequest request, int limit, CancellationToken cancellation)
    {
        RefuseCompression(request);
        if (request.ContentLength > limit)
            throw Problems.PayloadTooLarge(limit).AsException();
        return await ReadAsync(request.Body, (int)(request.ContentLength ?? 0), limit, cancellation);
    }

    /// <summary>The stream's bytes.</summary>
    /// <exception cref="ProblemException"><c>payload-too-large</c>.</exception>
    public static async Task<byte[]> ReadAsync(Stream stream, int expected, int limit, CancellationToken cancellation)
    {
        // What the caller announces is not believed beyond a page: the buffer grows as bytes arrive.
        using var body = new MemoryStream(Math.Min(expected, 64 * 1024));
        var chunk = new byte[16 * 1024];
        while (true)
        {
            var read = await stream.ReadAsync(chunk, cancellation);
            if (read == 0)
                return body.ToArray();
            if (body.Length + read > limit)
                throw Problems.PayloadTooLarge(limit).AsException();
            body.Write(chunk, 0, read);
        }
    }

    /// <summary>Refuses a compressed body: unpacking one could cost a thousand times its size.</summary>
    public static void RefuseCompression(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0)
            throw Problems.UnsupportedMediaType(["identity"], "Compressed bodies are not taken: send the body without Content-Encoding.").AsException();
    }
}
