using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Owns one native tensor. The live ones are counted: <see cref="torch.Tensor.TotalCount"/>.</summary>
internal sealed class TensorHandle : SafeHandle
{
    private static long s_live;
    private static long s_peak;

    internal TensorHandle(IntPtr handle) : base(IntPtr.Zero, ownsHandle: true)
    {
        SetHandle(handle);
        var live = Interlocked.Increment(ref s_live);
        for (var peak = Volatile.Read(ref s_peak); live > peak; peak = Volatile.Read(ref s_peak))
            Interlocked.CompareExchange(ref s_peak, live, peak);
    }

    internal TensorHandle() : base(IntPtr.Zero, ownsHandle: false)
    {
    }

    /// <summary>Stands for a tensor that is not given; never released.</summary>
    internal static TensorHandle Null { get; } = new();

    internal static long Live => Interlocked.Read(ref s_live);

    internal static long Peak => Interlocked.Read(ref s_peak);

    public override bool IsInvalid => handle == IntPtr.Zero;

    /// <summary>Gives the native tensor away: whoever takes the address frees it.</summary>
    internal IntPtr Decouple()
    {
        var address = handle;
        SetHandleAsInvalid();
        Interlocked.Decrement(ref s_live);
        return address;
    }

    protected override bool ReleaseHandle()
    {
        NativeMethods.THSTensor_free(handle);
        Interlocked.Decrement(ref s_live);
        return true;
    }
}

/// <summary>Owns one native generator; counted as tensors are.</summary>
internal sealed class GeneratorHandle : SafeHandle
{
    private static long s_live;

    internal GeneratorHandle(IntPtr handle) : base(IntPtr.Zero, ownsHandle: true)
    {
        SetHandle(handle);
        Interlocked.Increment(ref s_live);
    }

    internal GeneratorHandle() : base(IntPtr.Zero, ownsHandle: false)
    {
    }

    /// <summary>Stands for the default generator of the device; never released.</summary>
    internal static GeneratorHandle Null { get; } = new();

    internal static long Live => Interlocked.Read(ref s_live);

    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle()
    {
        NativeMethods.THSGenerator_free(handle);
        Interlocked.Decrement(ref s_live);
        return true;
    }
}
