using static TorchSharp.torch;

namespace Vae.Core.Objectives;

/// <summary>What importance sampling says of each image of a batch.</summary>
/// <param name="LogLikelihood">log p̂(x), <c>[B]</c>, float64, nats; below log p(x) in expectation, and nearer to it with more samples.</param>
/// <param name="EffectiveSampleSize">(Σ w)² / Σ w² of the importance weights w, <c>[B]</c>, float64, from 1 to the number of samples.</param>
public sealed record ImportanceEstimate(Tensor LogLikelihood, Tensor EffectiveSampleSize) : IDisposable
{
    /// <summary>Disposes both tensors.</summary>
    public void Dispose()
    {
        LogLikelihood.Dispose();
        EffectiveSampleSize.Dispose();
    }
}
