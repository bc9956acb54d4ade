namespace Vae.Core.Training;

/// <summary>The part of a training request that concerns the recipe: a preset and what differs from it. Absent means the preset's value.</summary>
public sealed record PlanRequest
{
    /// <summary>The preset to start from; <c>GET /presets</c> lists them. Default: <c>mlp</c>.</summary>
    public string? Preset { get; init; }

    /// <summary>Changes to the model.</summary>
    public ModelRequest? Model { get; init; }

    /// <summary>Changes to the objective.</summary>
    public ObjectiveRequest? Objective { get; init; }

    /// <summary>Changes to the optimisation.</summary>
    public TrainingOptionsRequest? Training { get; init; }
}

/// <summary>Changes to a preset's objective.</summary>
public sealed record ObjectiveRequest
{
    /// <summary><c>auto</c> (what the dataset's pixels ask for), <c>bernoulli</c>, <c>continuous-bernoulli</c>, <c>gaussian</c> or <c>discretized-logistic</c>.</summary>
    public string? Likelihood { get; init; }

    /// <summary>Where a Gaussian's σ comes from: <c>fixed</c>, <c>learned</c> or <c>optimal</c>.</summary>
    public string? Scale { get; init; }

    /// <summary>The fixed σ, 0.001 to 10.</summary>
    public double? Sigma { get; init; }

    /// <summary>The weight of the KL term, 0 to 1000.</summary>
    public double? Beta { get; init; }

    /// <summary><c>analytic</c> or <c>monte-carlo</c>.</summary>
    public string? Divergence { get; init; }

    /// <summary>false: z is the posterior's mean, as in a plain autoencoder.</summary>
    public bool? SampleLatent { get; init; }

    /// <summary>Posterior samples an image, 1 to 1000.</summary>
    public int? Samples { get; init; }

    /// <summary><c>elbo</c> or <c>importance-weighted</c>.</summary>
    public string? Bound { get; init; }

    /// <summary>Least KL that counts, in nats a latent dimension, 0 (off) to 100.</summary>
    public double? FreeBits { get; init; }

    /// <summary>How β grows at the start: <c>none</c>, <c>linear</c> or <c>cyclical</c>.</summary>
    public string? Warmup { get; init; }

    /// <summary>Epochs of the linear warm-up, or of one cycle; at most the run's.</summary>
    public int? WarmupEpochs { get; init; }

    /// <summary>Extra weight on the total correlation, 0 (off) to 1000.</summary>
    public double? TotalCorrelation { get; init; }

    /// <summary>Weight of the maximum mean discrepancy, 0 (off) to 100,000.</summary>
    public double? Mmd { get; init; }

    /// <summary>Share of the labels that a semi-supervised model sees, above 0, at most 1.</summary>
    public double? LabelledShare { get; init; }

    /// <summary>Weight of a semi-supervised model's classifier, 0 to 100,000.</summary>
    public double? ClassifierWeight { get; init; }
}

/// <summary>Changes to a preset's optimisation.</summary>
public sealed record TrainingOptionsRequest
{
    /// <summary>Passes over the training split, 1 to 1000.</summary>
    public int? Epochs { get; init; }

    /// <summary>Images in one step, 1 to 8192.</summary>
    public int? BatchSize { get; init; }

    /// <summary>The optimiser's step size, above 0 and at most 1.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Seed of everything random, 0 and up.</summary>
    public long? Seed { get; init; }

    /// <summary><c>auto</c>, <c>cpu</c> or <c>cuda</c>.</summary>
    public string? Device { get; init; }

    /// <summary><c>adam</c>, <c>adam-w</c> or <c>sgd</c>.</summary>
    public string? Optimizer { get; init; }

    /// <summary>Weight decay, 0 to 1.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>SGD's momentum, 0 to below 1.</summary>
    public double? Momentum { get; init; }

    /// <summary>The learning rate's schedule: <c>constant</c>, <c>step</c>, <c>cosine</c> or <c>plateau</c>.</summary>
    public string? Schedule { get; init; }

    /// <summary>Epochs over which the learning rate first rises; 0 to below the run's.</summary>
    public int? WarmupEpochs { get; init; }

    /// <summary>Epochs between steps of the step schedule, or of patience of the plateau schedule, 1 to 1000.</summary>
    public int? ScheduleEpochs { get; init; }

    /// <summary>Factor of a step of either, above 0 and below 1.</summary>
    public double? ScheduleFactor { get; init; }

    /// <summary>Greatest norm of the gradient, 0 (off) to 1,000,000.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>Epochs without a better validation loss before the run ends, 0 (off) to 1000. Needs <c>validationShare</c>.</summary>
    public int? Patience { get; init; }

    /// <summary>Decay of the weights' moving average, 0 (off) to below 1.</summary>
    public double? EmaDecay { get; init; }

    /// <summary>Which weights are published: <c>last</c> or <c>best</c>. Best needs <c>validationShare</c>.</summary>
    public string? Weights { get; init; }

    /// <summary>How grey pixels become black and white: <c>none</c>, <c>static</c> or <c>dynamic</c>.</summary>
    public string? Binarization { get; init; }

    /// <summary>Share of the training split that is kept back for validation, 0 to 0.5.</summary>
    public double? ValidationShare { get; init; }

    /// <summary>Where the images are kept: <c>auto</c>, <c>memory</c> or <c>streamed</c>.</summary>
    public string? Data { get; init; }

    /// <summary>Arithmetic: <c>full</c> or <c>mixed</c> (CUDA only).</summary>
    public string? Precision { get; init; }
}
