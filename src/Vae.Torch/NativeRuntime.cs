using System.Runtime.InteropServices;
using TorchSharp;

namespace Vae.Torch;

/// <summary>The libtorch of this process and its global settings.</summary>
public static class NativeRuntime
{
    /// <summary>Version of the libtorch that the native library was compiled against, such as <c>1.13.1</c>.</summary>
    public static string LibtorchVersion => Marshal.PtrToStringUTF8(NativeMethods.THSTorch_version())!;

    /// <summary>
    /// Threads that the BLAS uses for one matrix product, apart from libtorch's own. Reads 0 where the BLAS is not
    /// OpenBLAS; setting it then changes nothing. Default: what OpenBLAS takes (<c>OPENBLAS_NUM_THREADS</c>, else the
    /// number of cores). Range: at least 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public static int BlasThreads
    {
        get
        {
            NativeMethods.Check(NativeMethods.THSTorch_get_blas_threads(out var threads));
            return threads;
        }
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            NativeMethods.Check(NativeMethods.THSTorch_set_blas_threads(value));
        }
    }

    /// <summary>
    /// Lets the CPU treat denormal numbers (magnitude below about 1.2e−38) as zero on the calling thread, which keeps
    /// training from slowing down when values die out.
    /// </summary>
    /// <param name="enabled">true to flush them, false for IEEE behaviour.</param>
    /// <returns>true where the CPU can do it.</returns>
    public static bool FlushDenormals(bool enabled)
    {
        NativeMethods.Check(NativeMethods.THSTorch_set_flush_denormal(enabled ? 1 : 0, out var supported));
        return supported != 0;
    }
}
