namespace Vae.Core.Training;

/// <summary>The part of a training request that concerns the recipe: a preset and what differs from it. Absent means the preset's value.</summary>
public sealed record PlanRequest
{
    /// <summary>The preset to start from: <c>mlp</c> (default), <c>mlp-deep</c> or <c>conv</c>.</summary>
    public string? Preset { get; init; }

    /// <summary>Changes to the model.</summary>
    public ModelRequest? Model { get; init; }

    /// <summary>Changes to the objective.</summary>
    public ObjectiveRequest? Objective { get; init; }

    /// <summary>Changes to the optimisation.</summary>
    public TrainingOptionsRequest? Training { get; init; }
}

/// <summary>Changes to a preset's model.</summary>
public sealed record ModelRequest
{
    /// <summary>Dimensions of the latent space, 1 to 512.</summary>
    public int? LatentDim { get; init; }

    /// <summary>Hidden widths of an <c>mlp</c> model, 1 to 8 of 1 to 8192.</summary>
    public IReadOnlyList<int>? HiddenDims { get; init; }
}

/// <summary>Changes to a preset's objective.</summary>
public sealed record ObjectiveRequest
{
    /// <summary>The weight of the KL term, 0 to 1000.</summary>
    public double? Beta { get; init; }
}

/// <summary>Changes to a preset's optimisation.</summary>
public sealed record TrainingOptionsRequest
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
