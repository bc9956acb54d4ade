using Vae.Core;

namespace Vae.Api.Requests;

/// <summary>An array for one piece of work, cut to the length that was asked for. Its content is undefined until it is written.</summary>
internal sealed class Pooled<T>(int length) : IDisposable
    where T : unmanaged
{
    private T[]? array = Scratch.Rent<T>(length);

    /// <summary>The values.</summary>
    public Memory<T> Memory => Array.AsMemory(0, length);

    /// <summary>The values.</summary>
    public Span<T> Span => Array.AsSpan(0, length);

    /// <summary>Number of values.</summary>
    public int Length => length;

    private T[] Array => array ?? throw new ObjectDisposedException(nameof(Pooled<>));

    /// <summary>Makes room for as many values, keeping those there are.</summary>
    public void Grow(int longer)
    {
        var larger = Scratch.Rent<T>(longer);
        Span.CopyTo(larger);
        Scratch.Return(Array);
        array = larger;
        length = longer;
    }

    /// <summary>Keeps the first values alone.</summary>
    public void Cut(int shorter) => length = Math.Min(length, shorter);

    /// <summary>Gives the array back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref array, null) is { } rented)
            Scratch.Return(rented);
    }
}
