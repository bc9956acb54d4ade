namespace Vae.Core.Training;

/// <summary>A finished epoch.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Train">Means over the epoch, measured while the weights moved.</param>
/// <param name="Test">The held-out split under the epoch's last weights, or their average where one is kept; posterior sampled as in training.</param>
/// <param name="Duration">Training and evaluation together.</param>
/// <param name="ImagesPerSecond">Training throughput, evaluation left out.</param>
public sealed record EpochSummary(int Epoch, Losses Train, Losses Test, TimeSpan Duration, double ImagesPerSecond)
{
    /// <summary>The validation part of the training split, under the same weights as <see cref="Test"/>; null where none is kept back.</summary>
    public Losses? Validation { get; init; }

    /// <summary>Step size of the epoch's last step. Null in what older versions wrote.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Weight of the KL in the loss of the epoch's last step: β times the share of its warm-up. Null in what older versions wrote.</summary>
    public double? KlWeight { get; init; }

    /// <summary>Why the run ended with this epoch although its plan has more; null otherwise.</summary>
    public string? StoppedBecause { get; init; }
}
