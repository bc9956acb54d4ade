using System.Runtime.InteropServices;

namespace TorchSharp;

// native/image.cpp
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static unsafe partial int VaeImage_decode(
        int format, byte* data, long length, int width, int height, byte* rgba);

    [LibraryImport(Library)]
    internal static unsafe partial int VaeImage_encode(
        int format, byte* pixels, int width, int height, int channels, int quality, out IntPtr image);

    [LibraryImport(Library)]
    internal static unsafe partial int VaeImage_data(IntPtr image, out byte* data, out long length);

    [LibraryImport(Library)]
    internal static partial int VaeImage_free(IntPtr image);
}
