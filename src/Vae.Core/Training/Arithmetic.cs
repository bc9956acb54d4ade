using static TorchSharp.torch;

namespace Vae.Core.Training;

/// <summary>Sets how CUDA multiplies matrices, in the whole process, for as long as it is not disposed. Without meaning on the CPU.</summary>
internal sealed class Arithmetic : IDisposable
{
    private readonly bool _products;
    private readonly bool _convolutions;

    private Arithmetic(bool reduced)
    {
        (_products, _convolutions) = (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32);
        backends.cuda.matmul.allow_tf32 = reduced;
        backends.cudnn.allow_tf32 = reduced;
    }

    /// <summary>Sets what a run's precision asks for. The caller disposes the result when the run has ended.</summary>
    public static Arithmetic Use(PrecisionKind precision) => new(precision == PrecisionKind.Mixed);

    /// <summary>Sets it back.</summary>
    public void Dispose()
    {
        backends.cuda.matmul.allow_tf32 = _products;
        backends.cudnn.allow_tf32 = _convolutions;
    }
}
