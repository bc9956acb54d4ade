namespace Vae.Core.Training;

/// <summary>Where a run stands between two steps.</summary>
/// <param name="Epoch">The epoch under way, from 1.</param>
/// <param name="Epochs">All epochs.</param>
/// <param name="Step">Steps done, over all epochs.</param>
/// <param name="Steps">All steps.</param>
/// <param name="Train">Means over the epoch's images so far.</param>
/// <param name="ImagesPerSecond">Training throughput since the epoch began.</param>
/// <param name="Eta">Time left, estimated from the epoch's throughput; evaluation is not counted.</param>
public sealed record TrainingProgress(int Epoch, int Epochs, long Step, long Steps, Losses Train, double ImagesPerSecond, TimeSpan Eta)
{
    /// <summary>Images of the epoch that steps have seen. 0 in what older versions wrote.</summary>
    public long ImagesSeen { get; init; }

    /// <summary>Images in an epoch. 0 in what older versions wrote.</summary>
    public long ImagesPerEpoch { get; init; }

    /// <summary>Loss of the last batch, β at its full weight; nats per image. 0 in what older versions wrote.</summary>
    public double BatchLoss { get; init; }
}
