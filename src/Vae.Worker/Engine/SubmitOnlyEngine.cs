namespace Vae.Worker.Engine;

/// <summary>The engine of a process that runs no jobs: the process that does finds them in the catalog.</summary>
internal sealed class SubmitOnlyEngine : IJobEngine
{
    public Task StartAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task DeliverAsync(string jobId, int priority, CancellationToken cancellation) => Task.CompletedTask;

    public Task WithdrawAsync(string jobId, CancellationToken cancellation) => Task.CompletedTask;
}
