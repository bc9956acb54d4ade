using Vae.Core.Data;

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

/// <summary>One thing wrong with a request.</summary>
/// <param name="Field">The member, as a JSON path: <c>training.epochs</c>.</param>
/// <param name="Message">Cause and remedy.</param>
/// <param name="Actual">What was given, where it is a value of at most 64 characters.</param>
public sealed record Violation(string Field, string Message, string? Actual = null);

/// <summary>A plan, or everything that keeps the request from being one.</summary>
/// <param name="PresetName">The preset that was used.</param>
/// <param name="Plan">The plan, when there are no violations.</param>
/// <param name="Violations">All violations together.</param>
public sealed record PlanResolution(string PresetName, TrainingPlan? Plan, IReadOnlyList<Violation> Violations);

/// <summary>Turns requests into plans.</summary>
public static class PlanResolver
{
    /// <summary>The names of the presets.</summary>
    public static IReadOnlyList<string> PresetNames => throw new NotImplementedException();

    /// <summary>Fills in the preset's values and checks every one.</summary>
    public static PlanResolution Resolve(PlanRequest request, ImageShape input) => throw new NotImplementedException();
}
