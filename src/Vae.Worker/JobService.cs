using Vae.Catalog.Jobs;
using Vae.Core.Training;

namespace Vae.Worker;

/// <summary>A request to train, before any check.</summary>
/// <param name="Dataset">Name of the dataset.</param>
/// <param name="Name">Name of the model to publish; null: the preset's name.</param>
/// <param name="Plan">The recipe's changes.</param>
/// <param name="Priority">−10 to 10; null: 0.</param>
public sealed record TrainingRequest(string? Dataset, string? Name, PlanRequest Plan, int? Priority);

/// <summary>What became of a submission: exactly one of the members but <paramref name="Plan"/> and <paramref name="Preset"/> tells.</summary>
/// <param name="Job">The job, new or of an earlier request with the same key; null for a dry run or a refusal.</param>
/// <param name="Created">False for a repeat.</param>
/// <param name="Plan">The resolved recipe.</param>
/// <param name="Preset">The preset's name.</param>
/// <param name="ModelName">The model's name.</param>
/// <param name="Violations">Everything wrong with the request, or empty.</param>
/// <param name="UnknownDataset">The dataset does not exist.</param>
/// <param name="KeyClash">The idempotency key was used for another request.</param>
public sealed record Submission(
    Job? Job, bool Created, TrainingPlan? Plan, string? Preset, string? ModelName, IReadOnlyList<Violation> Violations, bool UnknownDataset, bool KeyClash);

/// <summary>Takes requests to train and to cancel.</summary>
public sealed class JobService
{
    /// <summary>Checks the request and, unless <paramref name="dryRun"/>, queues the job and hands it to the engine.</summary>
    /// <exception cref="QueueFullException">Too many queued jobs.</exception>
    public Task<Submission> SubmitAsync(TrainingRequest request, string? idempotencyKey, bool dryRun, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Cancels a queued job at once, a running one at its next step.</summary>
    public Task<CancelOutcome> CancelAsync(string id, CancellationToken cancellation) => throw new NotImplementedException();
}
