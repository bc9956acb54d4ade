using TorchSharp;
using Vae.Torch;

namespace Vae.Worker.Compute;

/// <summary>Settings of the tensor library that the TorchSharp API has no or no complete word for; one implementation a stack.</summary>
internal static class ComputeSettings
{
    /// <summary>Gives the operators of this process so many threads. The BLAS keeps its own number.</summary>
    public static void SetThreads(int operators) => torch.set_num_threads(operators);

    /// <summary>Prepares the calling thread for training: values too small for a normal float count as 0, or late epochs slow down.</summary>
    public static void PrepareTrainingThread() => NativeRuntime.FlushDenormals(true);
}
