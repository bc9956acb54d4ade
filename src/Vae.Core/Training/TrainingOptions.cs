namespace Vae.Core.Training;

/// <summary>How the optimiser runs.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training split. Legal: 1 to 1000. Default: 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Images in one step; the last step of an epoch takes what is left. Legal: 1 to 8192. Default: 128.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Adam's step size. Legal: above 0, at most 1. Default: 0.001.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>
    /// Seeds initialisation, shuffling and sampling: the same seed and options give the same bits on one CPU with one thread count.
    /// The CPU generator uses its low 32 bits. Legal: 0 and up. Default: 0.
    /// </summary>
    public long Seed { get; init; }

    /// <summary>Where to train: <c>auto</c> (CUDA where there is one), <c>cpu</c> or <c>cuda</c>. Default: auto.</summary>
    public string Device { get; init; } = "auto";
}
