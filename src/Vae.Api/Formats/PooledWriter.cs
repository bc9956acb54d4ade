using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Vae.Api.Requests;

namespace Vae.Api.Formats;

/// <summary>Collects an answer's bytes in pooled memory, so that their number is known before the first is sent.</summary>
internal sealed class PooledWriter : IBufferWriter<byte>, IDisposable
{
    private const int First = 4096;

    private readonly Pooled<byte> bytes = new(First);
    private int length;

    // One a thread: nothing is awaited while one writes.
    [ThreadStatic]
    private static Utf8JsonWriter? json;

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => bytes.Memory[..length];

    /// <summary>This thread's JSON writer, writing here. It is another's as soon as the caller awaits.</summary>
    public Utf8JsonWriter Json()
    {
        if (json is null)
            // As ApiJson: answers are never part of a page.
            return json = new(this, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        json.Reset(this);
        return json;
    }

    /// <inheritdoc/>
    public void Advance(int count) => length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var needed = length + Math.Max(sizeHint, 256);
        if (needed > bytes.Length)
            bytes.Grow(Math.Max(needed, 2 * bytes.Length));
        return bytes.Memory[length..];
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <inheritdoc/>
    public void Dispose() => bytes.Dispose();
}
