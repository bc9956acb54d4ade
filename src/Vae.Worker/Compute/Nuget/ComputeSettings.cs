using TorchSharp;

namespace Vae.Worker.Compute;

/// <summary>Settings of the tensor library that the TorchSharp API has no or no complete word for; one implementation a stack.</summary>
internal static class ComputeSettings
{
    /// <summary>Gives the operators of this process so many threads; TorchSharp's libtorch gives as many to its BLAS.</summary>
    public static void SetThreads(int operators) => torch.set_num_threads(operators);

    /// <summary>Nothing to prepare: TorchSharp cannot flush denormal numbers. A late epoch on the CPU may be slower; no value changes that is not within 1e-38 of zero.</summary>
    public static void PrepareTrainingThread()
    {
    }
}
