using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor of draws from the uniform distribution over [0, 1).</summary>
    /// <param name="size">Extents.</param>
    /// <param name="dtype">Type of the elements; float32 by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="generator">Whose numbers are drawn; the device's default one by default.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor rand(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Rand(size, dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of draws from the uniform distribution over [0, 1).</summary>
    /// <param name="size">Extents.</param>
    /// <param name="dtype">Type of the elements; float32 by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="generator">Whose numbers are drawn; the device's default one by default.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor rand(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Rand(size, dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of draws from the uniform distribution over [0, 1).</summary>
    /// <param name="size">Number of elements.</param>
    /// <param name="dtype">Type of the elements; float32 by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="generator">Whose numbers are drawn; the device's default one by default.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor rand(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Rand([size], dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of draws from the uniform distribution over [0, 1).</summary>
    /// <param name="rows">First extent.</param>
    /// <param name="columns">Second extent.</param>
    /// <param name="dtype">Type of the elements; float32 by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="generator">Whose numbers are drawn; the device's default one by default.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor rand(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Rand([rows, columns], dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of draws from the uniform distribution over [0, 1).</summary>
    /// <param name="dim0">First extent.</param>
    /// <param name="dim1">Second extent.</param>
    /// <param name="dim2">Third extent.</param>
    /// <param name="dtype">Type of the elements; float32 by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="generator">Whose numbers are drawn; the device's default one by default.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor rand(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Rand([dim0, dim1, dim2], dtype, device, requires_grad, generator, names);

    /// <summary>A tensor of draws from the uniform distribution over [0, 1).</summary>
    /// <param name="dim0">First extent.</param>
    /// <param name="dim1">Second extent.</param>
    /// <param name="dim2">Third extent.</param>
    /// <param name="dim3">Fourth extent.</param>
    /// <param name="dtype">Type of the elements; float32 by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="generator">Whose numbers are drawn; the device's default one by default.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor rand(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Rand([dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator, names);

    private static Tensor Rand(ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requires_grad, Generator? generator, string[]? names)
    {
        RejectNames(names);
        Check(THSTensor_rand(size, size.Length, Generator.HandleOf(generator), new(dtype, PlaceOf(device, generator), requires_grad), out var result));
        return Tensor.FromNative(result);
    }
}
