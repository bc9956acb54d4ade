using Vae.Core.Training;

namespace Vae.Catalog.Jobs;

/// <summary>Where a job stands: <c>queued → running → succeeded | failed | canceled</c>; <c>canceling</c> is a running job that was asked to stop.</summary>
public enum JobState
{
    /// <summary>Waits for a worker.</summary>
    Queued,

    /// <summary>A worker trains.</summary>
    Running,

    /// <summary>A worker trains and will stop at the next step.</summary>
    Canceling,

    /// <summary>Done; its version is published.</summary>
    Succeeded,

    /// <summary>Ended by an error; nothing was published.</summary>
    Failed,

    /// <summary>Ended on request; nothing was published.</summary>
    Canceled,
}

/// <summary>Why a job failed.</summary>
/// <param name="Code">A stable slug, such as <c>dataset-changed</c> or <c>non-finite-loss</c>.</param>
/// <param name="Detail">A plain sentence for the job's owner; no paths, no stack traces.</param>
public sealed record JobError(string Code, string Detail);

/// <summary>What a new job is made of.</summary>
/// <param name="Name">Name of the model whose next version it will publish.</param>
/// <param name="Dataset">Name of the dataset.</param>
/// <param name="Preset">Name of the preset that the plan came from.</param>
/// <param name="Plan">The recipe.</param>
/// <param name="Priority">Higher runs first; −10 to 10.</param>
/// <param name="IdempotencyKey">The client's key, or null.</param>
/// <param name="RequestSha256">Hash of the request, to tell a repeat from a clash; null without a key.</param>
public sealed record NewJob(
    string Name, string Dataset, string Preset, TrainingPlan Plan, int Priority, string? IdempotencyKey = null, string? RequestSha256 = null)
{
    /// <summary>Id of the key that submits it; null: nobody's. Owners do not share idempotency keys.</summary>
    public string? Owner { get; init; }

    /// <summary>Hash of the dataset that the plan was checked against, lower-case hex: an attempt that finds other contents fails. Null: the first attempt's counts.</summary>
    public string? DatasetSha256 { get; init; }
}

/// <summary>A training job as the catalog knows it.</summary>
public sealed record Job
{
    /// <summary>Server-made identity: 26 lower-case characters, sortable by time.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required JobState State { get; init; }

    /// <summary>Name of the model whose next version it publishes.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the dataset.</summary>
    public required string Dataset { get; init; }

    /// <summary>Name of the preset.</summary>
    public required string Preset { get; init; }

    /// <summary>The recipe.</summary>
    public required TrainingPlan Plan { get; init; }

    /// <summary>How often a worker took it, and the fence of the newest taking; 0 before the first.</summary>
    public required long Attempt { get; init; }

    /// <summary>Higher runs first.</summary>
    public required int Priority { get; init; }

    /// <summary>Id of the key that submitted it; null when the server asked for none.</summary>
    public string? Owner { get; init; }

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its newest attempt began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The device that trains it.</summary>
    public string? Device { get; init; }

    /// <summary>Last reported progress.</summary>
    public TrainingProgress? Progress { get; init; }

    /// <summary>Last finished epoch.</summary>
    public EpochSummary? LastEpoch { get; init; }

    /// <summary>What it published, <c>name@version</c>.</summary>
    public string? Model { get; init; }

    /// <summary>Why it failed.</summary>
    public JobError? Error { get; init; }
}

/// <summary>A page of jobs, newest first.</summary>
/// <param name="Items">The jobs.</param>
/// <param name="NextCursor">Opaque; null on the last page.</param>
public sealed record JobPage(IReadOnlyList<Job> Items, string? NextCursor);

/// <summary>The right to write to a running job, good until another worker takes the job.</summary>
/// <param name="Job">The job as it was taken.</param>
/// <param name="Fence">The attempt's number; every write carries it.</param>
public sealed record JobClaim(Job Job, long Fence);

/// <summary>A job that waits to be delivered.</summary>
/// <param name="Id">The job.</param>
/// <param name="Priority">Higher runs first; −10 to 10.</param>
public sealed record QueuedJob(string Id, int Priority);

/// <summary>What comparing a claim's dataset with the job's earlier attempts gave.</summary>
public enum DatasetOutcome
{
    /// <summary>The hash is on record now, or was there already.</summary>
    Recorded,

    /// <summary>The job was checked against, or an earlier attempt trained on, other contents of the same name.</summary>
    Changed,

    /// <summary>The job is no longer this claim's.</summary>
    ClaimLost,
}

/// <summary>What became of a request to cancel.</summary>
public enum CancelOutcome
{
    /// <summary>No such job.</summary>
    NotFound,

    /// <summary>It was queued and is canceled now.</summary>
    Canceled,

    /// <summary>It runs and will stop at its next step.</summary>
    Canceling,

    /// <summary>It had ended before.</summary>
    AlreadyEnded,
}

/// <summary>A new job, or what an earlier request with the same idempotency key made.</summary>
/// <param name="Job">The job.</param>
/// <param name="Created">False for a repeat.</param>
/// <param name="KeyClash">The key was used for another request: <paramref name="Job"/> is that one's.</param>
public sealed record JobInsertion(Job Job, bool Created, bool KeyClash);
