using System.Collections;
using static TorchSharp.NativeMethods;

namespace TorchSharp.Utils;

/// <summary>
/// The elements of a CPU tensor in row-major order, whatever its strides. It owns nothing: it is valid while its tensor is,
/// and every access checks that.
/// </summary>
/// <typeparam name="T">The C# type of the elements.</typeparam>
// CA1710: the name is TorchSharp's.
#pragma warning disable CA1710
public sealed class TensorAccessor<T> : IEnumerable<T>, IDisposable where T : unmanaged
#pragma warning restore CA1710
{
    private readonly torch.Tensor _tensor;
    private readonly long[] _shape;
    private readonly long[] _strides;
    private readonly bool _contiguous;

    internal TensorAccessor(torch.Tensor tensor)
    {
        // Refuses tensors of other devices at once, not at the first access.
        Check(THSTensor_data(tensor.NativeHandle, out _));
        _tensor = tensor;
        _shape = tensor.shape;
        _strides = tensor.stride();
        _contiguous = tensor.is_contiguous();
        Count = tensor.numel();
    }

    /// <summary>Number of elements.</summary>
    public long Count { get; }

    /// <summary>false: elements can be set.</summary>
    public bool IsReadOnly => false;

    /// <summary>One element by its indices.</summary>
    /// <param name="indices">One for each dimension, from 0.</param>
    /// <exception cref="ArgumentException">There are not as many indices as dimensions.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside its dimension.</exception>
    /// <exception cref="ObjectDisposedException">The tensor has been disposed.</exception>
    public unsafe T this[params long[] indices]
    {
        get
        {
            var value = Data()[Offset(indices)];
            GC.KeepAlive(_tensor);
            return value;
        }
        set
        {
            Data()[Offset(indices)] = value;
            GC.KeepAlive(_tensor);
        }
    }

    /// <summary>Copies the elements.</summary>
    /// <returns>As many as <see cref="Count"/>, in row-major order.</returns>
    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array.AsSpan());
        return array;
    }

    /// <summary>Copies elements into an array until either end is reached.</summary>
    /// <param name="array">The destination.</param>
    /// <param name="arrayIndex">Where in the destination the first goes.</param>
    /// <param name="tensorIndex">The element that is copied first, in row-major order.</param>
    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Copies elements into a span until either end is reached.</summary>
    /// <param name="array">The destination.</param>
    /// <param name="arrayIndex">Where in the destination the first goes.</param>
    /// <param name="tensorIndex">The element that is copied first, in row-major order.</param>
    public unsafe void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var target = Window(array[arrayIndex..], tensorIndex);
        var data = Data();
        if (_contiguous)
        {
            new ReadOnlySpan<T>(data + tensorIndex, target.Length).CopyTo(target);
        }
        else
        {
            for (var i = 0; i < target.Length; i++)
                target[i] = data[Offset(tensorIndex + i)];
        }

        GC.KeepAlive(_tensor);
    }

    /// <summary>Copies elements from an array until either end is reached.</summary>
    /// <param name="array">The source.</param>
    /// <param name="arrayIndex">The first that is copied.</param>
    /// <param name="tensorIndex">The element that it goes to, in row-major order.</param>
    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Copies elements from a span until either end is reached.</summary>
    /// <param name="array">The source.</param>
    /// <param name="arrayIndex">The first that is copied.</param>
    /// <param name="tensorIndex">The element that it goes to, in row-major order.</param>
    public unsafe void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tensorIndex);
        var source = array[arrayIndex..];
        source = source[..(int)Math.Min(source.Length, Math.Max(0, Count - tensorIndex))];
        var data = Data();
        if (_contiguous)
        {
            source.CopyTo(new Span<T>(data + tensorIndex, source.Length));
        }
        else
        {
            for (var i = 0; i < source.Length; i++)
                data[Offset(tensorIndex + i)] = source[i];
        }

        GC.KeepAlive(_tensor);
    }

    /// <summary>The elements in row-major order.</summary>
    /// <returns>An enumerator over a copy.</returns>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Nothing to release.</summary>
    public void Dispose()
    {
    }

    private unsafe T* Data()
    {
        Check(THSTensor_data(_tensor.NativeHandle, out var address));
        return (T*)address;
    }

    private Span<T> Window(Span<T> span, long tensorIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tensorIndex);
        return span[..(int)Math.Min(span.Length, Math.Max(0, Count - tensorIndex))];
    }

    private long Offset(long[] indices)
    {
        if (indices.Length != _shape.Length)
            throw new ArgumentException($"The tensor has {_shape.Length} dimensions, but {indices.Length} indices were given.", nameof(indices));
        long offset = 0;
        for (var i = 0; i < indices.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(indices[i], nameof(indices));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(indices[i], _shape[i], nameof(indices));
            offset += indices[i] * _strides[i];
        }

        return offset;
    }

    // From the row-major number of an element to its place in the storage.
    private long Offset(long number)
    {
        long offset = 0;
        for (var i = _shape.Length - 1; i >= 0; i--)
        {
            (number, var index) = Math.DivRem(number, _shape[i]);
            offset += index * _strides[i];
        }

        return offset;
    }
}
