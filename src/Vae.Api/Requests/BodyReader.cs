using System.Buffers;
using Vae.Api.Errors;

namespace Vae.Api.Requests;

/// <summary>Reads bodies whole, within a bound.</summary>
internal static class BodyReader
{
    /// <summary>Largest JSON body: 1 MiB.</summary>
    public const int JsonLimit = 1024 * 1024;

    /// <summary>Largest body of latents, which are many numbers: 8 MiB.</summary>
    public const int LatentLimit = 8 * 1024 * 1024;

    /// <summary>Largest body with images: 8 MiB.</summary>
    public const int ImageLimit = 8 * 1024 * 1024;

    // What the caller announces is not believed beyond this: the buffer grows as bytes arrive.
    private const int Believed = 64 * 1024;
    private const int Chunk = 16 * 1024;

    /// <summary>The body's bytes.</summary>
    /// <exception cref="ProblemException"><c>payload-too-large</c>; <c>unsupported-media-type</c> for a compressed body.</exception>
    public static async Task<byte[]> ReadAsync(HttpRequest request, int limit, CancellationToken cancellation)
    {
        using var body = await ReadPooledAsync(request, limit, cancellation);
        return body.Span.ToArray();
    }

    /// <summary>The body's bytes in pooled memory, which the caller disposes.</summary>
    /// <exception cref="ProblemException"><c>payload-too-large</c>; <c>unsupported-media-type</c> for a compressed body.</exception>
    public static async ValueTask<Pooled<byte>> ReadPooledAsync(HttpRequest request, int limit, CancellationToken cancellation)
    {
        RefuseCompression(request);
        if (request.ContentLength > limit)
            throw Problems.PayloadTooLarge(limit).AsException();

        var reader = request.BodyReader;
        var body = new Pooled<byte>((int)Math.Min(request.ContentLength ?? Chunk, Believed));
        var length = 0;
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(cancellation);
                var arrived = result.Buffer;
                if (length + arrived.Length > limit)
                    throw Problems.PayloadTooLarge(limit).AsException();
                Append(body, ref length, arrived);
                reader.AdvanceTo(arrived.End);
                if (result.IsCompleted)
                    break;
            }
            body.Cut(length);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>The stream's bytes.</summary>
    /// <exception cref="ProblemException"><c>payload-too-large</c>.</exception>
    public static async Task<byte[]> ReadAsync(Stream stream, int expected, int limit, CancellationToken cancellation)
    {
        using var body = new MemoryStream(Math.Min(expected, Believed));
        var chunk = new byte[Chunk];
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

    private static void Append(Pooled<byte> body, ref int length, ReadOnlySequence<byte> arrived)
    {
        var needed = length + (int)arrived.Length;
        if (needed > body.Length)
            body.Grow(Math.Max(needed, 2 * body.Length));
        arrived.CopyTo(body.Span[length..]);
        length = needed;
    }
}
