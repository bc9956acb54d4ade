using System.Runtime.InteropServices;

namespace TorchSharp;

// native/image.cpp
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int VaeImage_decode(
        int format, ReadOnlySpan<byte> data, long length, int width, int height, Span<byte> rgba);

    [LibraryImport(Library)]
    internal static partial int VaeImage_encode(
        int format, ReadOnlySpan<byte> pixels, int width, int height, int channels, int quality, out IntPtr image);

    [LibraryImport(Library)]
    internal static partial int VaeImage_data(IntPtr image, out IntPtr data, out long length);

    [LibraryImport(Library)]
    internal static partial int VaeImage_free(IntPtr image);
}
