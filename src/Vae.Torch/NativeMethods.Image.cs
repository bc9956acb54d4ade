using System.Runtime.InteropServices;

namespace TorchSharp;

internal static partial class NativeMethods
{
    [LibraryImport("vaetorch")]
    internal static unsafe partial int VaeImage_decode(
        int format, byte* data, long length, int width, int height, byte* rgba);

    [LibraryImport("vaetorch")]
    internal static unsafe partial int VaeImage_encode(
        int format, byte* pixels, int width, int height, int channels, int quality, out IntPtr image);

    [LibraryImport("vaetorch")]
    internal static unsafe partial int VaeImage_data(IntPtr image, out byte* data, out long length);

    [LibraryImport("vaetorch")]
    internal static partial int VaeImage_free(IntPtr image);
}
