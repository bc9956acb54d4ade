using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor of zeros with the shape of another.</summary>
    /// <param name="input">The other tensor.</param>
    /// <param name="dtype">Type of the elements; the other's by default.</param>
    /// <param name="device">Where it is to live; where the other does by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RejectNames(names);
        Check(THSTensor_zeros_like(Required(input).NativeHandle, new(dtype, device, requires_grad), out var result));
        return Tensor.FromNative(result);
    }

    /// <summary>A tensor of ones with the shape of another.</summary>
    /// <param name="input">The other tensor.</param>
    /// <param name="dtype">Type of the elements; the other's by default.</param>
    /// <param name="device">Where it is to live; where the other does by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RejectNames(names);
        Check(THSTensor_ones_like(Required(input).NativeHandle, new(dtype, device, requires_grad), out var result));
        return Tensor.FromNative(result);
    }

    /// <summary>A tensor with the shape of another, whose elements are not set.</summary>
    /// <param name="input">The other tensor.</param>
    /// <param name="dtype">Type of the elements; the other's by default.</param>
    /// <param name="device">Where it is to live; where the other does by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RejectNames(names);
        Check(THSTensor_empty_like(Required(input).NativeHandle, new(dtype, device, requires_grad), out var result));
        return Tensor.FromNative(result);
    }

    /// <summary>A tensor with the shape of another, whose elements are all one value.</summary>
    /// <param name="input">The other tensor.</param>
    /// <param name="value">The value.</param>
    /// <param name="dtype">Type of the elements; the other's by default.</param>
    /// <param name="device">Where it is to live; where the other does by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <param name="names">Not offered: null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="NotSupportedException">Names were given.</exception>
    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RejectNames(names);
        ArgumentNullException.ThrowIfNull(value);
        Check(THSTensor_full_like(Required(input).NativeHandle, value.Value, new(dtype, device, requires_grad), out var result));
        return Tensor.FromNative(result);
    }

    /// <summary>Draws from the uniform distribution over [0, 1), by the default generator, in the shape of another tensor.</summary>
    /// <param name="input">The other tensor.</param>
    /// <param name="dtype">Type of the elements; the other's by default.</param>
    /// <param name="device">Where it is to live; where the other does by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <returns>The new tensor.</returns>
    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        Check(THSTensor_rand_like(Required(input).NativeHandle, new(dtype, device, requires_grad), out var result));
        return Tensor.FromNative(result);
    }

    /// <summary>Draws from the standard normal distribution, by the default generator, in the shape of another tensor.</summary>
    /// <param name="input">The other tensor.</param>
    /// <param name="dtype">Type of the elements; the other's by default.</param>
    /// <param name="device">Where it is to live; where the other does by default.</param>
    /// <param name="requires_grad">Whether gradients are to be recorded for it.</param>
    /// <returns>The new tensor.</returns>
    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        Check(THSTensor_randn_like(Required(input).NativeHandle, new(dtype, device, requires_grad), out var result));
        return Tensor.FromNative(result);
    }
}
