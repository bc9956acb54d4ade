using static TorchSharp.torch;

namespace Vae.Core;

/// <summary>Counts the native tensors of the process that are alive.</summary>
/// <remarks>
/// With TorchSharp 0.107 <c>Tensor.TotalCount</c> grows by one with each parameter that is made, also when that is disposed. So the models made
/// here are counted, and their parameters taken off.
/// </remarks>
public static class LiveTensors
{
    private static long s_parametersMade;

    /// <summary>Tensors that were made and not yet disposed or collected.</summary>
    public static long Count => Tensor.TotalCount - Interlocked.Read(ref s_parametersMade);

    /// <summary>Takes off the parameters of a module that was made, or made anew on another device.</summary>
    internal static void Made(nn.Module module) => Interlocked.Add(ref s_parametersMade, module.parameters().LongCount());
}
