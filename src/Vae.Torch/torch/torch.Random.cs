using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Whole numbers drawn uniformly from 0 up to a bound, which is left out.</summary>
    /// <param name="high">The bound.</param>
    /// <param name="size">Extents.</param>
    /// <param name="dtype">Type of the elements; int64 by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="generator">Whose numbers are drawn; the device's default one by default.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    /// <summary>Whole numbers drawn uniformly from a first one up to a bound, which is left out.</summary>
    /// <param name="low">The first.</param>
    /// <param name="high">The bound.</param>
    /// <param name="size">Extents.</param>
    /// <param name="dtype">Type of the elements; int64 by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="generator">Whose numbers are drawn; the device's default one by default.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null)
    {
        RejectNames(names);
        Check(THSTensor_randint(low, high, size, size.Length, Generator.HandleOf(generator),
            new(dtype ?? ScalarType.Int64, PlaceOf(device, generator), requires_grad), out var result));
        return Tensor.FromNative(result);
    }

    /// <summary>Whole numbers drawn uniformly from a first one up to a bound, which is left out.</summary>
    /// <param name="low">The first.</param>
    /// <param name="high">The bound.</param>
    /// <param name="size">Extents.</param>
    /// <param name="dtype">Type of the elements; int64 by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="generator">Whose numbers are drawn; the device's default one by default.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor randint(long low, long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(low, high, size.Shape, dtype, device, requires_grad, generator, names);

    /// <summary>The whole numbers from 0 up to a bound, which is left out, in random order.</summary>
    /// <param name="n">The bound.</param>
    /// <param name="dtype">Type of the elements; int64 by default.</param>
    /// <param name="device">Where it is to live; the CPU by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="generator">Whose numbers are drawn; the device's default one by default.</param>
    /// <returns>The new tensor, of one dimension.</returns>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        Check(THSTensor_randperm(n, Generator.HandleOf(generator),
            new(dtype ?? ScalarType.Int64, PlaceOf(device, generator), requires_grad), out var result));
        return Tensor.FromNative(result);
    }
}
