using Microsoft.Extensions.Logging;
using Vae.Worker.Hosting;

namespace Vae.Worker;

/// <summary>Hands this process's running job back to the queue before the host stops, so that a process that takes leave slowly does not keep it.</summary>
public sealed class WorkerHandBack
{
    private readonly JobRunner? _runner;
    private readonly ILogger<WorkerHandBack> _logger;

    internal WorkerHandBack(JobRunner? runner, ILogger<WorkerHandBack> logger) => (_runner, _logger) = (runner, logger);

    /// <summary>
    /// Asks the running job to stop, hands it back and takes no further one; the data folder is then free for another process. Nothing happens in
    /// a process that runs no jobs, and nothing more the second time. Throws nothing: what goes wrong is logged, and the next start mends it.
    /// </summary>
    /// <returns>Ends when the job is back in the queue.</returns>
    public async Task BeginAsync()
    {
        if (_runner is null)
            return;
        try
        {
            await _runner.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
        // Nobody waits for this: it must not be lost.
        catch (Exception e)
        {
            _logger.LogError(e, "The running job was not handed back");
        }
    }
}
