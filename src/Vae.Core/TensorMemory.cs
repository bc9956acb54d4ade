using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Vae.Core;

/// <summary>Copies between tensors and managed memory.</summary>
internal static class TensorMemory
{
    /// <summary>A float32 tensor with a copy of the values; the caller disposes it.</summary>
    public static Tensor ToTensor(ReadOnlySpan<float> values, long[] shape, Device device)
    {
        var tensor = empty(shape, dtype: ScalarType.Float32);
        MemoryMarshal.AsBytes(values).CopyTo(tensor.bytes);
        using (tensor) return ToDevice(tensor, device);
    }

    /// <summary>
    /// The tensor on a device, behind what that still computes: the host does not wait, which only memory that is pinned allows, and libtorch keeps
    /// what was pinned until it is read. The caller disposes both.
    /// </summary>
    public static Tensor ToDevice(Tensor onHost, Device device)
    {
        if (device.type == TorchSharp.DeviceType.CPU) return onHost.alias();
        using var pinned = onHost.pin_memory();
        return pinned.to(device, non_blocking: true);
    }

    /// <summary>A copy of a float32 tensor's values in row-major order, from any device.</summary>
    public static float[] ToArray(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return MemoryMarshal.Cast<byte, float>(tensor.detach().cpu().contiguous().bytes).ToArray();
    }

    /// <summary>Copies a float32 tensor's values in row-major order, from any device, to memory of the same length.</summary>
    public static void CopyTo(Tensor tensor, Span<float> destination)
    {
        using var scope = NewDisposeScope();
        var plain = tensor.device_type == TorchSharp.DeviceType.CPU && tensor.is_contiguous() ? tensor : tensor.detach().cpu().contiguous();
        MemoryMarshal.Cast<byte, float>(plain.bytes).CopyTo(destination);
        // Its memory is read by address, which holds nothing.
        GC.KeepAlive(tensor);
    }
}
