using System.Text.Json;

namespace Vae.Client;

/// <summary>A training job to be. What is null takes the preset's value.</summary>
/// <param name="Dataset">Name of the dataset.</param>
public sealed record TrainRequest(string Dataset)
{
    /// <summary>Name of the model whose next version the job publishes. Default: the preset's name.</summary>
    public string? Name { get; init; }

    /// <summary>The recipe to start from: <c>mlp</c>, <c>mlp-deep</c> or <c>conv</c>. Default: <c>mlp</c>.</summary>
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
    /// <summary>Dimensions of the latent space, 1 to 512.</summary>
    public int? LatentDim { get; init; }

    /// <summary>Hidden widths of an <c>mlp</c> model, 1 to 8 of 1 to 8192.</summary>
    public IReadOnlyList<int>? HiddenDims { get; init; }
}

/// <summary>Changes to a preset's objective.</summary>
public sealed record TrainObjective
{
    /// <summary>The weight of the KL term, 0 to 1000.</summary>
    public double? Beta { get; init; }
}

/// <summary>Changes to a preset's optimisation.</summary>
public sealed record TrainOptions
{
    /// <summary>Passes over the training split, 1 to 1000.</summary>
    public int? Epochs { get; init; }

    /// <summary>Images in one step, 1 to 8192.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Adam's step size, above 0 and at most 1.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Seed of everything random, 0 and up.</summary>
    public long? Seed { get; init; }

    /// <summary><c>auto</c>, <c>cpu</c> or <c>cuda</c>.</summary>
    public string? Device { get; init; }
}

/// <summary>The job that a request would make.</summary>
/// <param name="Dataset">Name of the dataset.</param>
/// <param name="Name">Name of the model.</param>
/// <param name="Preset">The recipe that it starts from.</param>
/// <param name="Plan">The whole recipe, every default filled in.</param>
/// <param name="Priority">Higher runs first.</param>
public sealed record TrainPlan(string Dataset, string Name, string Preset, JsonElement Plan, int Priority);
