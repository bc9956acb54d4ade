using Vae.Core.Training;

namespace Vae.Catalog.Jobs;

/// <summary>Jobs and their logs. Every write of a running job carries its fence.</summary>
public sealed class JobStore
{
    /// <summary>Inserts a queued job.</summary>
    /// <exception cref="QueueFullException">Too many queued jobs.</exception>
    public Task<JobInsertion> InsertAsync(NewJob job, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>The job, or null.</summary>
    public Task<Job?> FindAsync(string id, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Newest first.</summary>
    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    public Task<JobPage> ListAsync(JobState? state, int limit, string? cursor, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Takes a queued job, or a running one whose owner is gone; null when it has ended or is someone else's.</summary>
    public Task<JobClaim?> ClaimAsync(string id, string device, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Writes progress and appends the event; false when the claim was lost.</summary>
    public Task<bool> ReportProgressAsync(JobClaim claim, TrainingProgress progress, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Writes a finished epoch and appends the event; false when the claim was lost.</summary>
    public Task<bool> ReportEpochAsync(JobClaim claim, EpochSummary epoch, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Stores the sample grid of an epoch (PNG) and appends the event; false when the claim was lost.</summary>
    public Task<bool> StoreSampleAsync(JobClaim claim, int epoch, ReadOnlyMemory<byte> png, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>The sample grid of an epoch, or null.</summary>
    public Task<byte[]?> FindSampleAsync(string id, int epoch, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Every finished epoch of the job's newest attempt, in order.</summary>
    public Task<IReadOnlyList<EpochSummary>> EpochsAsync(string id, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>True when the job was asked to stop, or is no longer this claim's.</summary>
    public Task<bool> ShouldStopAsync(JobClaim claim, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Ends the job without a model; false when the claim was lost.</summary>
    public Task<bool> FailAsync(JobClaim claim, JobError error, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Ends the job as canceled; false when the claim was lost.</summary>
    public Task<bool> CancelAsync(JobClaim claim, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Hands a running job back to the queue (shutdown); false when the claim was lost.</summary>
    public Task<bool> ReleaseAsync(JobClaim claim, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Asks for a stop.</summary>
    public Task<CancelOutcome> RequestCancelAsync(string id, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Puts jobs whose process died back into the queue and returns every queued job's id and priority, to be delivered again.</summary>
    public Task<IReadOnlyList<(string Id, int Priority)>> RecoverAsync(CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Log lines after <paramref name="afterId"/>, oldest first.</summary>
    public Task<IReadOnlyList<JobEvent>> EventsAsync(string id, long afterId, int limit, CancellationToken cancellation) => throw new NotImplementedException();
}

/// <summary>The queue holds as many jobs as it may.</summary>
public sealed class QueueFullException(int max) : Exception($"The queue holds {max} jobs, as many as it may. Wait until some have ended.")
{
    /// <summary>The limit.</summary>
    public int Max { get; } = max;
}
