namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor without dimensions that holds one value.</summary>
    /// <param name="scalar">The value.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <returns>The new tensor.</returns>
    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) =>
        FromValues([scalar], ScalarType.Float32, [], null, device, requires_grad, null);

    /// <summary>A tensor with a copy of the given values, in row-major order.</summary>
    /// <param name="rawArray">The values.</param>
    /// <param name="dtype">Type of the elements; that of the values by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromValues(rawArray.AsSpan(), ScalarType.Float32, [rawArray.Length], dtype, device, requires_grad, names);

    /// <summary>A tensor with a copy of the given values, in row-major order.</summary>
    /// <param name="rawArray">The values.</param>
    /// <param name="dimensions">Extents.</param>
    /// <param name="dtype">Type of the elements; that of the values by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The shape does not hold as many elements as were given.</exception>
    public static Tensor tensor(float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromValues(rawArray.AsSpan(), ScalarType.Float32, dimensions, dtype, device, requires_grad, names);

    /// <summary>A tensor with a copy of the given values, in row-major order.</summary>
    /// <param name="rawArray">The values by row and column.</param>
    /// <param name="dtype">Type of the elements; that of the values by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor tensor(float[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromValues(Flat<float>(rawArray), ScalarType.Float32, Extents(rawArray), dtype, device, requires_grad, names);

    /// <summary>A tensor with a copy of the given values, in row-major order.</summary>
    /// <param name="rawArray">The values.</param>
    /// <param name="dtype">Type of the elements; that of the values by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor tensor(float[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromValues(Flat<float>(rawArray), ScalarType.Float32, Extents(rawArray), dtype, device, requires_grad, names);

    /// <summary>A tensor with a copy of the given values, in row-major order.</summary>
    /// <param name="rawArray">The values.</param>
    /// <param name="dtype">Type of the elements; that of the values by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor tensor(IList<float> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromValues(Flat(rawArray), ScalarType.Float32, [rawArray.Count], dtype, device, requires_grad, names);

    /// <summary>A tensor with a copy of the given values, in row-major order.</summary>
    /// <param name="rawArray">The values.</param>
    /// <param name="rows">First extent.</param>
    /// <param name="columns">Second extent.</param>
    /// <param name="dtype">Type of the elements; that of the values by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The shape does not hold as many elements as were given.</exception>
    public static Tensor tensor(IList<float> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromValues(Flat(rawArray), ScalarType.Float32, [rows, columns], dtype, device, requires_grad, names);

    /// <summary>A tensor with a copy of the given values, in row-major order.</summary>
    /// <param name="rawArray">The values.</param>
    /// <param name="dim0">First extent.</param>
    /// <param name="dim1">Second extent.</param>
    /// <param name="dim2">Third extent.</param>
    /// <param name="dtype">Type of the elements; that of the values by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The shape does not hold as many elements as were given.</exception>
    public static Tensor tensor(IList<float> rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromValues(Flat(rawArray), ScalarType.Float32, [dim0, dim1, dim2], dtype, device, requires_grad, names);

    /// <summary>A tensor with a copy of the given values, in row-major order.</summary>
    /// <param name="rawArray">The values; they are copied.</param>
    /// <param name="dimensions">Extents.</param>
    /// <param name="dtype">Type of the elements; that of the values by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The shape does not hold as many elements as were given.</exception>
    public static Tensor tensor(Memory<float> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromValues(rawArray.Span, ScalarType.Float32, dimensions, dtype, device, requires_grad, names);
}
