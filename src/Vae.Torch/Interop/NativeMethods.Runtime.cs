using System.Runtime.InteropServices;

namespace TorchSharp;

// native/runtime.cpp
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial IntPtr THSTorch_version();

    [LibraryImport(Library)]
    internal static partial int THSTorch_get_num_threads(out int result);

    [LibraryImport(Library)]
    internal static partial int THSTorch_set_num_threads(int value);

    [LibraryImport(Library)]
    internal static partial int THSTorch_get_num_interop_threads(out int result);

    [LibraryImport(Library)]
    internal static partial int THSTorch_set_num_interop_threads(int value);

    [LibraryImport(Library)]
    internal static partial int THSTorch_set_flush_denormal(int enabled, out int result);

    [LibraryImport(Library)]
    internal static partial int THSTorch_get_blas_threads(out int result);

    [LibraryImport(Library)]
    internal static partial int THSTorch_set_blas_threads(int value);

    [LibraryImport(Library)]
    internal static partial int THSTorchCuda_device_count(out int result);

    [LibraryImport(Library)]
    internal static partial int THSTorchCuda_cudnn_is_available(out int result);

    [LibraryImport(Library)]
    internal static partial int THSTorchCuda_synchronize(int index);

    [LibraryImport(Library)]
    internal static partial int THSBackend_cublas_get_allow_tf32(out int result);

    [LibraryImport(Library)]
    internal static partial int THSBackend_cublas_set_allow_tf32(int value);

    [LibraryImport(Library)]
    internal static partial int THSBackend_cudnn_get_allow_tf32(out int result);

    [LibraryImport(Library)]
    internal static partial int THSBackend_cudnn_set_allow_tf32(int value);
}
