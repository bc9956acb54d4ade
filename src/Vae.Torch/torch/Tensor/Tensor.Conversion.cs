using System.Runtime.InteropServices;
using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The tensor with another type of elements.</summary>
        /// <param name="type">The type.</param>
        /// <param name="copy">Whether a copy is made even where nothing changes.</param>
        /// <param name="disposeAfter">Whether this tensor is disposed afterwards.</param>
        /// <param name="non_blocking">Whether a copy between host and GPU may go on while the CPU works.</param>
        /// <returns>A new tensor; it shares its memory with this one where nothing changes.</returns>
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Convert(type, null, copy, disposeAfter, non_blocking);

        /// <summary>The tensor on another device.</summary>
        /// <param name="device">The device.</param>
        /// <param name="copy">Whether a copy is made even where nothing changes.</param>
        /// <param name="disposeAfter">Whether this tensor is disposed afterwards.</param>
        /// <param name="non_blocking">Whether a copy between host and GPU may go on while the CPU works.</param>
        /// <returns>A new tensor; it shares its memory with this one where nothing changes.</returns>
        /// <exception cref="ExternalException">There is no such device.</exception>
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            ArgumentNullException.ThrowIfNull(device);
            return Convert(null, device, copy, disposeAfter, non_blocking);
        }

        /// <summary>The tensor on a device of another kind.</summary>
        /// <param name="deviceType">Kind of device.</param>
        /// <param name="deviceIndex">Its number; −1 for the current one.</param>
        /// <param name="copy">Whether a copy is made even where nothing changes.</param>
        /// <param name="disposeAfter">Whether this tensor is disposed afterwards.</param>
        /// <param name="non_blocking">Whether a copy between host and GPU may go on while the CPU works.</param>
        /// <returns>A new tensor; it shares its memory with this one where nothing changes.</returns>
        /// <exception cref="ExternalException">There is no such device.</exception>
        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Convert(null, new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        /// <summary>The tensor with another type and on another device.</summary>
        /// <param name="type">The type.</param>
        /// <param name="device">The device.</param>
        /// <param name="copy">Whether a copy is made even where nothing changes.</param>
        /// <param name="disposeAfter">Whether this tensor is disposed afterwards.</param>
        /// <param name="non_blocking">Whether a copy between host and GPU may go on while the CPU works.</param>
        /// <returns>A new tensor; it shares its memory with this one where nothing changes.</returns>
        /// <exception cref="ExternalException">There is no such device.</exception>
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            ArgumentNullException.ThrowIfNull(device);
            return Convert(type, device, copy, disposeAfter, non_blocking);
        }

        /// <summary>The tensor with the type and on the device of another.</summary>
        /// <param name="other">The other tensor.</param>
        /// <param name="non_blocking">Whether a copy between host and GPU may go on while the CPU works.</param>
        /// <returns>A new tensor; it shares its memory with this one where nothing changes.</returns>
        public Tensor to(Tensor other, bool non_blocking = false)
        {
            ArgumentNullException.ThrowIfNull(other);
            return Convert(other.dtype, other.device, copy: false, disposeAfter: false, non_blocking);
        }

        /// <summary>The tensor with another type of elements.</summary>
        /// <param name="type">The type.</param>
        /// <param name="copy">Whether a copy is made even where nothing changes.</param>
        /// <param name="disposeAfter">Whether this tensor is disposed afterwards.</param>
        /// <param name="non_blocking">Whether a copy between host and GPU may go on while the CPU works.</param>
        /// <returns>A new tensor; it shares its memory with this one where nothing changes.</returns>
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Convert(type, null, copy, disposeAfter, non_blocking);

        /// <summary>The tensor in the host's memory.</summary>
        /// <returns>A new tensor; it shares its memory with this one where that is there already.</returns>
        public Tensor cpu() => to(CPU);

        /// <summary>The tensor on a CUDA device.</summary>
        /// <param name="device">The device; the current one by default.</param>
        /// <param name="non_blocking">Whether the copy may go on while the CPU works.</param>
        /// <returns>A new tensor; it shares its memory with this one where that is there already.</returns>
        /// <exception cref="ExternalException">There is no such device.</exception>
        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);

        /// <summary>The tensor in single precision.</summary>
        /// <returns>A new tensor.</returns>
        public Tensor @float() => to(ScalarType.Float32);

        /// <summary>The tensor in double precision.</summary>
        /// <returns>A new tensor.</returns>
        public Tensor @double() => to(ScalarType.Float64);

        /// <summary>The tensor as 64-bit integers.</summary>
        /// <returns>A new tensor.</returns>
        public Tensor @long() => to(ScalarType.Int64);

        /// <summary>The tensor as 32-bit integers.</summary>
        /// <returns>A new tensor.</returns>
        public Tensor @int() => to(ScalarType.Int32);

        /// <summary>The tensor as 8-bit unsigned integers.</summary>
        /// <returns>A new tensor.</returns>
        public Tensor @byte() => to(ScalarType.Byte);

        /// <summary>Whether each element is not zero.</summary>
        /// <returns>A new tensor of truth values.</returns>
        public Tensor @bool() => to(ScalarType.Bool);

        /// <summary>A copy with memory of its own; gradients flow through it.</summary>
        /// <returns>A new tensor.</returns>
        public Tensor clone() => Apply(THSTensor_clone);

        /// <summary>Another handle of the same tensor.</summary>
        /// <returns>A new tensor object that shares everything with this one.</returns>
        public Tensor alias() => Apply(THSTensor_alias);

        /// <summary>The tensor with its elements in row-major order in memory.</summary>
        /// <returns>A new tensor; it shares its memory with this one where that is so already.</returns>
        public Tensor contiguous() => Apply(THSTensor_contiguous);

        /// <summary>Overwrites the elements with those of another tensor, converted and broadcast.</summary>
        /// <param name="source">The other tensor, on any device.</param>
        /// <param name="nonBlocking">Whether a copy between host and GPU may go on while the CPU works.</param>
        /// <returns>This tensor.</returns>
        public Tensor copy_(Tensor source, bool nonBlocking = false)
        {
            ArgumentNullException.ThrowIfNull(source);
            Check(THSTensor_copy_(NativeHandle, source.NativeHandle, nonBlocking ? 1 : 0));
            return this;
        }

        /// <summary>Overwrites all elements with one value.</summary>
        /// <param name="value">The value.</param>
        /// <returns>This tensor.</returns>
        public Tensor fill_(Scalar value)
        {
            Check(THSTensor_fill_(NativeHandle, ValueOf(value)));
            return this;
        }

        /// <summary>Overwrites all elements with zero.</summary>
        /// <returns>This tensor.</returns>
        public Tensor zero_() => ApplyInPlace(THSTensor_zero_);

        private Tensor Convert(ScalarType? type, Device? device, bool copy, bool disposeAfter, bool nonBlocking)
        {
            Check(THSTensor_to(NativeHandle, new(type, device), nonBlocking ? 1 : 0, copy ? 1 : 0, out var result));
            var converted = FromNative(result);
            if (disposeAfter)
                Dispose();
            return converted;
        }
    }

    /// <inheritdoc cref="Tensor.clone()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor clone(Tensor input) => Required(input).clone();
}
