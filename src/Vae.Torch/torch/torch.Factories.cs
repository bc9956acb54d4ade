using System.Runtime.InteropServices;
using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Whole steps from 0 up to a bound, which is left out.</summary>
    /// <param name="stop">The bound.</param>
    /// <param name="dtype">Type of the elements; int64 for a whole bound, else float32, by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <returns>The new tensor, of one dimension.</returns>
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0L, stop, 1L, dtype, device, requires_grad);

    /// <summary>Whole steps from one number up to a bound, which is left out.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="stop">The bound.</param>
    /// <param name="dtype">Type of the elements; int64 for whole numbers, else float32, by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <returns>The new tensor, of one dimension.</returns>
    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1L, dtype, device, requires_grad);

    /// <summary>Steps from one number up to a bound, which is left out.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="stop">The bound.</param>
    /// <param name="step">From each element to the next; not zero.</param>
    /// <param name="dtype">Type of the elements; int64 for whole numbers, else float32, by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <returns>The new tensor, of one dimension.</returns>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(stop);
        ArgumentNullException.ThrowIfNull(step);
        Check(THSTensor_arange(start.Value, stop.Value, step.Value, new(dtype, device, requires_grad), out var result));
        return Tensor.FromNative(result);
    }

    /// <summary>Evenly spaced numbers, both ends included.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="end">The last element.</param>
    /// <param name="steps">Number of elements.</param>
    /// <param name="dtype">Type of the elements; float32 by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <returns>The new tensor, of one dimension.</returns>
    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        Check(THSTensor_linspace(start, end, steps, new(dtype, device, requires_grad), out var result));
        return Tensor.FromNative(result);
    }

    /// <summary>Powers of a base at evenly spaced exponents, both ends included.</summary>
    /// <param name="start">Exponent of the first element.</param>
    /// <param name="end">Exponent of the last element.</param>
    /// <param name="steps">Number of elements.</param>
    /// <param name="base">The base.</param>
    /// <param name="dtype">Type of the elements; float32 by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <returns>The new tensor, of one dimension.</returns>
    public static Tensor logspace(double start, double end, long steps, double @base = 10, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        Check(THSTensor_logspace(start, end, steps, @base, new(dtype, device, requires_grad), out var result));
        return Tensor.FromNative(result);
    }

    /// <summary>The identity matrix.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns; as many as rows where negative.</param>
    /// <param name="dtype">Type of the elements; float32 by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor, of two dimensions.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RejectNames(names);
        Check(THSTensor_eye(rows, columns < 0 ? rows : columns, new(dtype, device, requires_grad), out var result));
        return Tensor.FromNative(result);
    }

    /// <summary>A tensor with a copy of the values of an array of any rank, in row-major order.</summary>
    /// <param name="rawArray">Values of type bool, byte, sbyte, short, int, long, float or double.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <returns>The new tensor, with the array's shape and type.</returns>
    /// <exception cref="ArgumentException">The values are of another type.</exception>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    /// <summary>A tensor with a copy of the values of an array of any rank, in row-major order.</summary>
    /// <param name="rawArray">Values of type bool, byte, sbyte, short, int, long, float or double.</param>
    /// <param name="dtype">Type of the elements; null for that of the values.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor, with the array's shape.</returns>
    /// <exception cref="ArgumentException">The values are of another type.</exception>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        var bytes = BytesOf(rawArray, out var type);
        return FromBytes(bytes, type, Extents(rawArray), dtype, device, requires_grad, names);
    }

    /// <summary>
    /// A tensor with the values of a part of an array. TorchSharp shares the array's memory with the tensor; here the tensor
    /// has a copy, so code must not count on either seeing the other's changes.
    /// </summary>
    /// <param name="rawArray">An array of one dimension of a type of fixed size.</param>
    /// <param name="dtype">Type that its bytes are read as.</param>
    /// <param name="count">Number of elements; −1 for all that follow the offset.</param>
    /// <param name="offset">Where the part starts, in bytes.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <returns>The new tensor, of one dimension.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The part is not within the array.</exception>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        var bytes = BytesOf(rawArray, out _);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, bytes.Length);
        var size = dtype.ElementSize();
        var available = (bytes.Length - offset) / size;
        var taken = count < 0 ? available : count;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(taken, available, nameof(count));
        return FromBytes(bytes.Slice((int)offset, (int)(taken * size)), dtype, [taken], null, null, requires_grad, null);
    }

    private static Tensor FromValues<T>(ReadOnlySpan<T> values, ScalarType type, ReadOnlySpan<long> dimensions,
        ScalarType? dtype, Device? device, bool requires_grad, string[]? names) where T : unmanaged =>
        FromBytes(MemoryMarshal.AsBytes(values), type, dimensions, dtype, device, requires_grad, names);

    private static Tensor FromBytes(ReadOnlySpan<byte> bytes, ScalarType type, ReadOnlySpan<long> dimensions,
        ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        RejectNames(names);
        Check(THSTensor_new(bytes, bytes.Length, (int)type, dimensions, dimensions.Length, new(dtype ?? type, device, requires_grad), out var result));
        return Tensor.FromNative(result);
    }

    private static ReadOnlySpan<byte> BytesOf(Array array, out ScalarType type)
    {
        type = array.GetType().GetElementType() switch
        {
            { } t when t == typeof(byte) => ScalarType.Byte,
            { } t when t == typeof(sbyte) => ScalarType.Int8,
            { } t when t == typeof(short) => ScalarType.Int16,
            { } t when t == typeof(int) => ScalarType.Int32,
            { } t when t == typeof(long) => ScalarType.Int64,
            { } t when t == typeof(float) => ScalarType.Float32,
            { } t when t == typeof(double) => ScalarType.Float64,
            { } t when t == typeof(bool) => ScalarType.Bool,
            var other => throw new ArgumentException($"A tensor cannot be made of {other?.Name} values: expected bool, byte, sbyte, short, int, long, float or double.", nameof(array)),
        };
        return MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(array), checked(array.Length * type.ElementSize()));
    }

    private static ReadOnlySpan<T> Flat<T>(Array array) where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(BytesOf(array, out _));

    private static ReadOnlySpan<T> Flat<T>(IList<T> list) where T : unmanaged => list switch
    {
        T[] array => array,
        List<T> values => CollectionsMarshal.AsSpan(values),
        _ => list.ToArray(),
    };

    private static long[] Extents(Array array)
    {
        var extents = new long[array.Rank];
        for (var i = 0; i < extents.Length; i++)
            extents[i] = array.GetLongLength(i);
        return extents;
    }

    private static void RejectNames(string[]? names)
    {
        if (names is not null)
            throw new NotSupportedException("Named dimensions are not offered: leave the names out.");
    }

    // A generator draws on its own device only.
    private static Device? PlaceOf(Device? device, Generator? generator) => device ?? generator?.device;
}
