using Vae.Core.Training;

namespace Vae.Worker;

/// <summary>A request to train, before any check.</summary>
/// <param name="Dataset">Name of the dataset.</param>
/// <param name="Name">Name of the model to publish; null: the preset's name.</param>
/// <param name="Plan">The recipe's changes.</param>
/// <param name="Priority">−10 to 10; null: 0.</param>
public sealed record TrainingRequest(string? Dataset, string? Name, PlanRequest Plan, int? Priority);
