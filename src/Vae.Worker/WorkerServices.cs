using Microsoft.Extensions.DependencyInjection;

namespace Vae.Worker;

/// <summary>How the worker runs.</summary>
public sealed record WorkerOptions
{
    /// <summary>Whether this process runs jobs, or only submits them. Default: true.</summary>
    public bool RunJobs { get; init; } = true;

    /// <summary>Threads of ATen's operators in this process. Default: 1, which is fastest for small models on few cores.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Least time between two progress reports of a job. Default: 500 ms.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromMilliseconds(500);
}

/// <summary>Registers the worker.</summary>
public static class WorkerServices
{
    /// <summary>Adds <see cref="JobService"/>, the engine and, when <see cref="WorkerOptions.RunJobs"/>, the hosted service that runs jobs. Needs <c>AddVaeCatalog</c>.</summary>
    public static IServiceCollection AddVaeWorker(this IServiceCollection services, WorkerOptions options) => throw new NotImplementedException();
}
