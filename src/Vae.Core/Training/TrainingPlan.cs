using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Objectives;

namespace Vae.Core.Training;

/// <summary>A training job's whole recipe, with every default filled in and every value checked.</summary>
/// <param name="Input">The images' shape.</param>
/// <param name="Model">The model.</param>
/// <param name="Objective">What is minimised.</param>
/// <param name="Training">How.</param>
public sealed record TrainingPlan(ImageShape Input, VaeOptions Model, ObjectiveOptions Objective, TrainingOptions Training)
{
    /// <summary>What the submitter was told of it; no part of the recipe. Default: empty.</summary>
    public IReadOnlyList<PlanWarning> Warnings { get; init; } = [];

    /// <summary>Equal when the recipes are; the warnings do not count.</summary>
    /// <param name="other">The plan to compare with.</param>
    public bool Equals(TrainingPlan? other) =>
        other is not null && Input == other.Input && Model == other.Model && Objective == other.Objective && Training == other.Training;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Input, Model, Objective, Training);
}
