using Vae.Catalog.Jobs;
using Vae.Core.Data;
using Vae.Core.Training;

namespace Vae.Worker;

/// <summary>What became of a submission: exactly one of the members but <paramref name="Plan"/>, <paramref name="Preset"/> and <paramref name="ModelName"/> tells; a dry run that found nothing wrong has those three, a profile and an estimate.</summary>
/// <param name="Job">The job, new or of an earlier request with the same key; null for a dry run or a refusal.</param>
/// <param name="Created">False for a repeat.</param>
/// <param name="Plan">The resolved recipe; null for a refusal.</param>
/// <param name="Preset">The preset's name.</param>
/// <param name="ModelName">The model's name.</param>
/// <param name="Violations">Everything wrong with the request, or empty.</param>
/// <param name="UnknownDataset">The dataset does not exist, and nothing else is wrong; with other faults it is one of <paramref name="Violations"/>.</param>
/// <param name="KeyClash">The idempotency key was used for another request; <paramref name="Job"/> is that one's.</param>
public sealed record Submission(
    Job? Job, bool Created, TrainingPlan? Plan, string? Preset, string? ModelName, IReadOnlyList<Violation> Violations, bool UnknownDataset, bool KeyClash)
{
    /// <summary>What the dataset holds; of a dry run only.</summary>
    public DatasetProfile? Profile { get; init; }

    /// <summary>What the run would take; of a dry run only.</summary>
    public PlanEstimate? Estimate { get; init; }
}
