namespace Vae.Core.Training;

/// <summary>How the optimiser runs.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training split. Legal: 1 to 1000. Default: 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Images in one step; the last step of an epoch takes what is left. Legal: 1 to 8192. Default: 128.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>The optimiser's step size, before any schedule. Legal: above 0, at most 1. Default: 0.001.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>
    /// Seeds initialisation, splitting, binarisation, shuffling and sampling: the same seed and options give the same bits on one CPU with one
    /// thread count. The CPU generator uses its low 32 bits. Legal: 0 and up. Default: 0.
    /// </summary>
    public long Seed { get; init; }

    /// <summary>Where to train: <c>auto</c> (CUDA where there is one), <c>cpu</c> or <c>cuda</c>. Default: auto.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>The optimiser. Default: adam.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>Weight decay: decoupled with adam-w, as an L2 term with the others. Legal: 0 to 1. Default: 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>SGD's momentum; no meaning for the others. Legal: 0, below 1. Default: 0.</summary>
    public double Momentum { get; init; }

    /// <summary>The learning rate's schedule. Default: constant.</summary>
    public ScheduleKind Schedule { get; init; } = ScheduleKind.Constant;

    /// <summary>Epochs over which the learning rate first rises in equal steps from 0. Legal: 0, below the epochs. Default: 0.</summary>
    public int WarmupEpochs { get; init; }

    /// <summary>Epochs between two steps of the step schedule, or without improvement before one of the plateau schedule. Legal: 1 to 1000. Default: 10.</summary>
    public int ScheduleEpochs { get; init; } = 10;

    /// <summary>Factor of one step of the step and plateau schedules. Legal: above 0, below 1. Default: 0.1.</summary>
    public double ScheduleFactor { get; init; } = 0.1;

    /// <summary>Greatest L2 norm of the whole gradient of the loss per image; longer ones are shortened to it. Legal: 0 (off) to 1,000,000. Default: 0.</summary>
    public double ClipNorm { get; init; }

    /// <summary>Epochs without a better validation loss after which the run ends early, counted from the end of the KL warm-up. Legal: 0 (off) to 1000. Default: 0.</summary>
    public int Patience { get; init; }

    /// <summary>
    /// Decay a step of the exponential moving average of the weights, which is then evaluated and published; at the n-th step at most
    /// (1 + n) ÷ (10 + n). Legal: 0 (off), below 1. Default: 0.
    /// </summary>
    public double EmaDecay { get; init; }

    /// <summary>Which weights are published. Default: last.</summary>
    public WeightsKind Weights { get; init; } = WeightsKind.Last;

    /// <summary>How grey pixels become black and white. Default: none.</summary>
    public BinarizationKind Binarization { get; init; } = BinarizationKind.None;

    /// <summary>
    /// Share of the training split that is kept back for validation, by seed: the plateau schedule, early stopping and the best weights need
    /// it, so that the held-out split stays unseen. Legal: 0 to 0.5. Default: 0.
    /// </summary>
    public double ValidationShare { get; init; }

    /// <summary>Where the images are kept. Default: auto.</summary>
    public DataPlacement Data { get; init; } = DataPlacement.Auto;

    /// <summary>Arithmetic. Default: full.</summary>
    public PrecisionKind Precision { get; init; } = PrecisionKind.Full;
}
