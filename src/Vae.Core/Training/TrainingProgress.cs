namespace Vae.Core.Training;

/// <summary>Where a run stands between two steps.</summary>
/// <param name="Epoch">The epoch under way, from 1.</param>
/// <param name="Epochs">All epochs.</param>
/// <param name="Step">Steps done, over all epochs.</param>
/// <param name="Steps">All steps.</param>
/// <param name="Train">Means over the epoch's images so far.</param>
/// <param name="ImagesPerSecond">Training throughput since the epoch began.</param>
/// <param name="Eta">Time left, estimated from the epoch's throughput; evaluation is not counted.</param>
public sealed record TrainingProgress(int Epoch, int Epochs, long Step, long Steps, Losses Train, double ImagesPerSecond, TimeSpan Eta);
