using System.Text.Json.Serialization;
using Vae.Core.Training;

namespace Vae.Worker;

/// <summary>A request to train, before any check.</summary>
/// <param name="Dataset">Name of the dataset.</param>
/// <param name="Name">Name of the model to publish; null: the preset's name.</param>
/// <param name="Plan">The recipe's changes.</param>
/// <param name="Priority">−10 to 10; null: 0.</param>
public sealed record TrainingRequest(string? Dataset, string? Name, PlanRequest Plan, int? Priority)
{
    /// <summary>Id of the key that submits it; null: nobody's. No part of what is compared when an idempotency key repeats: owners have keys of their own.</summary>
    [JsonIgnore]
    public string? Owner { get; init; }
}
