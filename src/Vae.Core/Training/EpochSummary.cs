using Vae.Core.Evaluation;

namespace Vae.Core.Training;

/// <summary>A finished epoch.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Train">Means over the epoch, measured while the weights moved.</param>
/// <param name="Test">The held-out split under the epoch's last weights, posterior sampled as in training.</param>
/// <param name="Duration">Training and evaluation together.</param>
/// <param name="ImagesPerSecond">Training throughput, evaluation left out.</param>
public sealed record EpochSummary(int Epoch, Losses Train, Losses Test, TimeSpan Duration, double ImagesPerSecond)
{
    /// <summary>How the latent dimensions were used on held-out images; null in rows written before it was measured.</summary>
    public LatentHealth? Health { get; init; }
}
