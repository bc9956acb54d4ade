using TorchSharp;

namespace Vae.Api.Telemetry;

/// <summary>What TorchSharp says of itself.</summary>
internal static class TensorLibrary
{
    /// <summary>The library and its version.</summary>
    public static string Version { get; } = $"TorchSharp {torch.__version__}";

    /// <summary>Threads of one operator.</summary>
    public static int OperatorThreads => torch.get_num_threads();

    /// <summary>CUDA devices that can be used.</summary>
    public static int CudaDevices => torch.cuda.is_available() ? torch.cuda.device_count() : 0;
}
