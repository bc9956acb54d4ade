using System.Runtime.InteropServices;
using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Version of TorchSharp whose API this assembly follows.</summary>
    public static string __version__ => "0.107.0";

    /// <summary>Threads that one operator on the CPU may use.</summary>
    /// <returns>At least 1.</returns>
    public static int get_num_threads()
    {
        Check(THSTorch_get_num_threads(out var threads));
        return threads;
    }

    /// <summary>Sets how many threads one operator on the CPU may use, in the whole process.</summary>
    /// <param name="num">At least 1; the number of cores by default.</param>
    /// <exception cref="ExternalException">The number is below 1.</exception>
    public static void set_num_threads(int num) => Check(THSTorch_set_num_threads(num));

    /// <summary>Threads that run independent operators at the same time.</summary>
    /// <returns>At least 1.</returns>
    public static int get_num_interop_threads()
    {
        Check(THSTorch_get_num_interop_threads(out var threads));
        return threads;
    }

    /// <summary>Sets how many threads run independent operators at the same time; once, before any has been used.</summary>
    /// <param name="num">At least 1.</param>
    /// <exception cref="ExternalException">The number is below 1, or the threads have been started.</exception>
    public static void set_num_interop_threads(int num) => Check(THSTorch_set_num_interop_threads(num));

    /// <summary>Whether a CUDA device can be used.</summary>
    /// <returns>false where libtorch has no CUDA or the machine no device.</returns>
    public static bool cuda_is_available() => cuda.is_available();

    /// <summary>CUDA devices.</summary>
    public static partial class cuda
    {
        /// <summary>Whether a CUDA device can be used.</summary>
        /// <returns>false where libtorch has no CUDA or the machine no device.</returns>
        public static bool is_available() => device_count() > 0;

        /// <summary>Whether cuDNN can be used.</summary>
        /// <returns>false where libtorch was built without it.</returns>
        public static bool is_cudnn_available()
        {
            Check(THSTorchCuda_cudnn_is_available(out var available));
            return available != 0;
        }

        /// <summary>Number of CUDA devices that can be used.</summary>
        /// <returns>0 where libtorch has no CUDA.</returns>
        public static int device_count()
        {
            Check(THSTorchCuda_device_count(out var count));
            return count;
        }

        /// <summary>Waits until a CUDA device has done all that it was given.</summary>
        /// <param name="device">The device; the current one by default.</param>
        /// <exception cref="ExternalException">There is no such device.</exception>
        public static void synchronize(Device? device = null) => Check(THSTorchCuda_synchronize(device?.index ?? -1));

        /// <summary>Seeds the default generators of all CUDA devices; does nothing where there are none.</summary>
        /// <param name="seed">The seed.</param>
        public static void manual_seed_all(long seed) => Check(THSTorch_cuda_manual_seed_all(unchecked((ulong)seed)));
    }
}
