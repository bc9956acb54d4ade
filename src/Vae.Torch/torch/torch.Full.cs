using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor whose elements are all one value.</summary>
    /// <param name="size">Extents.</param>
    /// <param name="value">The value.</param>
    /// <param name="dtype">Type of the elements; float32 by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Full(size, value, dtype, device, requires_grad, names);

    /// <summary>A tensor whose elements are all one value.</summary>
    /// <param name="size">Extents.</param>
    /// <param name="value">The value.</param>
    /// <param name="dtype">Type of the elements; float32 by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor full(ReadOnlySpan<long> size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Full(size, value, dtype, device, requires_grad, names);

    /// <summary>A tensor whose elements are all one value.</summary>
    /// <param name="size">Number of elements.</param>
    /// <param name="value">The value.</param>
    /// <param name="dtype">Type of the elements; float32 by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor full(long size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Full([size], value, dtype, device, requires_grad, names);

    /// <summary>A tensor whose elements are all one value.</summary>
    /// <param name="rows">First extent.</param>
    /// <param name="columns">Second extent.</param>
    /// <param name="value">The value.</param>
    /// <param name="dtype">Type of the elements; float32 by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor full(long rows, long columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Full([rows, columns], value, dtype, device, requires_grad, names);

    /// <summary>A tensor whose elements are all one value.</summary>
    /// <param name="dim0">First extent.</param>
    /// <param name="dim1">Second extent.</param>
    /// <param name="dim2">Third extent.</param>
    /// <param name="value">The value.</param>
    /// <param name="dtype">Type of the elements; float32 by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor full(long dim0, long dim1, long dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Full([dim0, dim1, dim2], value, dtype, device, requires_grad, names);

    /// <summary>A tensor whose elements are all one value.</summary>
    /// <param name="dim0">First extent.</param>
    /// <param name="dim1">Second extent.</param>
    /// <param name="dim2">Third extent.</param>
    /// <param name="dim3">Fourth extent.</param>
    /// <param name="value">The value.</param>
    /// <param name="dtype">Type of the elements; float32 by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor full(long dim0, long dim1, long dim2, long dim3, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Full([dim0, dim1, dim2, dim3], value, dtype, device, requires_grad, names);

    private static Tensor Full(ReadOnlySpan<long> size, Scalar value, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        ArgumentNullException.ThrowIfNull(value);
        RejectNames(names);
        Check(THSTensor_full(size, size.Length, value.Value, new(dtype ?? ScalarType.Float32, device, requires_grad), out var result));
        return Tensor.FromNative(result);
    }
}
