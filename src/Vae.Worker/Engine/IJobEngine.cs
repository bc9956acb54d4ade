namespace Vae.Worker.Engine;

/// <summary>
/// Delivers jobs to <c>TrainingJob</c>, <see cref="WorkerOptions.ConcurrentJobs"/> at a time, the highest priority first and the oldest within
/// a priority. It only delivers: what a job is and where it stands is the catalog's word, so an engine may forget everything when its process
/// ends, and may deliver twice.
/// </summary>
internal interface IJobEngine
{
    /// <summary>Starts delivering.</summary>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Asks the running jobs to stop and returns when they have.</summary>
    Task StopAsync(CancellationToken cancellation);

    /// <summary>Takes a job for delivery; nothing happens when it has it already.</summary>
    Task DeliverAsync(string jobId, int priority, CancellationToken cancellation);

    /// <summary>Forgets a job that was not delivered yet; nothing happens otherwise.</summary>
    Task WithdrawAsync(string jobId, CancellationToken cancellation);
}
