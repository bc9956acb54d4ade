using System.Text.Json;

namespace Vae.Client;

/// <summary>A training job to be. What is null takes the preset's value.</summary>
/// <param name="Dataset">Name of the dataset.</param>
public sealed record TrainRequest(string Dataset)
{
    /// <summary>Name of the model whose next version the job publishes. Default: the preset's name.</summary>
    public string? Name { get; init; }

    /// <summary>The recipe to start from; <see cref="VaeClient.ListPresetsAsync"/> lists them. Default: <c>mlp</c>.</summary>
    public string? Preset { get; init; }

    /// <summary>Changes to the preset's model.</summary>
    public TrainModel? Model { get; init; }

    /// <summary>Changes to the preset's objective.</summary>
    public TrainObjective? Objective { get; init; }

    /// <summary>Changes to the preset's optimisation.</summary>
    public TrainOptions? Training { get; init; }

    /// <summary>Higher runs first; −10 to 10. Default: 0.</summary>
    public int? Priority { get; init; }
}

/// <summary>Changes to a preset's model.</summary>
public sealed record TrainModel
{
    /// <summary>Another architecture than the preset's: <c>mlp</c>, <c>leaky-mlp</c>, <c>conv</c>, <c>resnet</c>, <c>cluster</c> or <c>m2</c>, with that architecture's defaults.</summary>
    public string? Architecture { get; init; }

    /// <summary>Dimensions of the latent space, 1 to 512. Of <c>leaky-mlp</c>: half its last hidden width.</summary>
    public int? LatentDim { get; init; }

    /// <summary>Hidden widths of an <c>mlp</c> or <c>leaky-mlp</c> model, 1 to 8 of 1 to 8192.</summary>
    public IReadOnlyList<int>? HiddenDims { get; init; }

    /// <summary>Between the layers of an <c>mlp</c> model: <c>relu</c>, <c>leaky-relu</c>, <c>silu</c> or <c>tanh</c>.</summary>
    public string? Activation { get; init; }

    /// <summary>Values that a <c>leaky-mlp</c> model decodes: as many as an image has.</summary>
    public int? DecodeDim { get; init; }

    /// <summary>Channels of each stage of a <c>conv</c> or <c>resnet</c> model, 1 to 6 of 1 to 1024.</summary>
    public IReadOnlyList<int>? Channels { get; init; }

    /// <summary>Width of a <c>conv</c> model's dense layer before the heads, 0 (none) to 8192.</summary>
    public int? Bottleneck { get; init; }

    /// <summary>Residual blocks a stage of a <c>resnet</c> model, 1 to 8.</summary>
    public int? Blocks { get; init; }

    /// <summary>How a <c>resnet</c> model's decoder doubles its maps: <c>nearest</c> or <c>pixel-shuffle</c>.</summary>
    public string? Upsampling { get; init; }

    /// <summary>Concentration of a <c>von-mises-fisher</c> posterior, 0.1 to 1000.</summary>
    public double? Kappa { get; init; }

    /// <summary>Clusters of a <c>cluster</c> model, 2 to 256.</summary>
    public int? Clusters { get; init; }

    /// <summary>What follows the decoder's last layer: <c>sigmoid</c>, <c>tanh</c> or <c>linear</c>.</summary>
    public string? Output { get; init; }

    /// <summary>The range in which the model sees pixels: <c>unit</c> or <c>symmetric</c>. Default: the one that a given output asks for.</summary>
    public string? Range { get; init; }

    /// <summary>The family of the posterior: <c>gaussian</c>, <c>batch-norm</c> or <c>von-mises-fisher</c>.</summary>
    public string? Posterior { get; init; }

    /// <summary>true: encoder and decoder are told the image's class, of as many as the dataset has.</summary>
    public bool? Conditional { get; init; }

    /// <summary>Whether a scale is trained with the weights. Default: where the objective has a use for it.</summary>
    public bool? LearnedScale { get; init; }
}

/// <summary>Changes to a preset's objective.</summary>
public sealed record TrainObjective
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
public sealed record TrainOptions
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

    /// <summary>Epochs without a better validation loss before the run ends, 0 (off) to 1000. Needs <see cref="ValidationShare"/>.</summary>
    public int? Patience { get; init; }

    /// <summary>Decay of the weights' moving average, 0 (off) to below 1.</summary>
    public double? EmaDecay { get; init; }

    /// <summary>Which weights are published: <c>last</c> or <c>best</c>. Best needs <see cref="ValidationShare"/>.</summary>
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

/// <summary>The job that a request would make.</summary>
/// <param name="Dataset">Name of the dataset.</param>
/// <param name="Name">Name of the model.</param>
/// <param name="Preset">The recipe that it starts from.</param>
/// <param name="Plan">The whole recipe, every default filled in.</param>
/// <param name="Priority">Higher runs first.</param>
/// <param name="Warnings">What the recipe may do and its submitter may not have meant.</param>
/// <param name="Estimate">What the run would take.</param>
/// <param name="Profile">What the dataset holds.</param>
public sealed record TrainPlan(
    string Dataset, string Name, string Preset, JsonElement Plan, int Priority, IReadOnlyList<PlanWarning> Warnings, TrainEstimate Estimate, DatasetProfile Profile);

/// <summary>Something that a recipe does, is allowed to, and may not be what was meant.</summary>
/// <param name="Field">The member it hangs on, as a JSON path.</param>
/// <param name="Message">What will happen, and what else could be chosen.</param>
public sealed record PlanWarning(string Field, string Message);

/// <summary>What a run would take, estimated.</summary>
/// <param name="Parameters">Trained values.</param>
/// <param name="StepsPerEpoch">Optimiser steps an epoch.</param>
/// <param name="Steps">Optimiser steps of the whole run, where it does not stop early.</param>
/// <param name="MemoryBytes">Weights, gradients, the optimiser's moments, activations of one batch, and images.</param>
/// <param name="Seconds">Time for training and evaluation.</param>
/// <param name="Basis">How the numbers were made.</param>
public sealed record TrainEstimate(long Parameters, long StepsPerEpoch, long Steps, long MemoryBytes, double Seconds, string Basis);

/// <summary>A recipe that a job can start from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is and where it comes from.</param>
/// <param name="Model">The model's options.</param>
/// <param name="Objective">What is minimised.</param>
/// <param name="Training">How.</param>
/// <param name="AutoLikelihood">Whether the dataset's pixels choose the likelihood.</param>
/// <param name="NeedsLabels">Whether it needs a dataset with labels.</param>
public sealed record Preset(
    string Name, string Description, JsonElement Model, JsonElement Objective, JsonElement Training, bool AutoLikelihood, bool NeedsLabels);

internal sealed record PresetList(IReadOnlyList<Preset> Items);
