using Hangfire;

namespace Vae.Worker.Engine;

/// <summary>What Hangfire runs. Its one stored argument is the job's id: everything else is in the catalog.</summary>
internal sealed class DeliveredJob(JobEngine engine)
{
    /// <summary>Runs the job to its end, whichever that is. Public because Hangfire calls public methods only.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="server">Filled in by Hangfire's server: it stops, or the row is not this run's any more.</param>
    // Retries are the catalog's, with a fence; Hangfire's would be a second opinion.
    [AutomaticRetry(Attempts = 0)]
    [JobDisplayName("Training job {0}")]
    public Task RunAsync(string jobId, CancellationToken server) => engine.RunAsync(jobId, server);
}
