using TorchSharp;
using Vae.Torch;

namespace Vae.Api.Telemetry;

/// <summary>What the tensor library of this build says of itself; one implementation a stack.</summary>
internal static class TensorLibrary
{
    /// <summary>The stack's name.</summary>
    public const string Stack = "system";

    /// <summary>The library and its version.</summary>
    public static string Version { get; } = $"libtorch {NativeRuntime.LibtorchVersion}";

    /// <summary>Native objects that are alive, of every kind.</summary>
    public static long LiveHandles => NativeHandles.Live;

    /// <summary>The BLAS, where it is known.</summary>
    public static string? Blas => NativeRuntime.BlasThreads > 0 ? "OpenBLAS" : null;

    /// <summary>Threads of one matrix product; null where the BLAS does not tell.</summary>
    public static int? BlasThreads => NativeRuntime.BlasThreads is > 0 and var threads ? threads : null;

    /// <summary>Threads of one operator.</summary>
    public static int OperatorThreads => torch.get_num_threads();

    /// <summary>CUDA devices that can be used.</summary>
    public static int CudaDevices => torch.cuda.is_available() ? torch.cuda.device_count() : 0;
}
