using System.Runtime.InteropServices;
using TorchSharp;

namespace Vae.Torch.Imaging;

/// <summary>An encoded image in native memory. Counted in <see cref="NativeHandles.Live"/>.</summary>
internal sealed class EncodedImageHandle : SafeHandle
{
    public EncodedImageHandle(IntPtr image) : base(IntPtr.Zero, ownsHandle: true)
    {
        SetHandle(image);
        NativeHandles.OtherHandles.Created();
    }

    public override bool IsInvalid => handle == IntPtr.Zero;

    /// <summary>A copy of the bytes.</summary>
    public unsafe byte[] ToArray()
    {
        NativeMethods.Check(NativeMethods.VaeImage_data(handle, out var data, out var length));
        return new ReadOnlySpan<byte>((void*)data, checked((int)length)).ToArray();
    }

    protected override bool ReleaseHandle()
    {
        var status = NativeMethods.VaeImage_free(handle);
        NativeHandles.OtherHandles.Released();
        return status == 0;
    }
}
