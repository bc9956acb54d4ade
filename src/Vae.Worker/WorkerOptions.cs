using System.Globalization;

namespace Vae.Worker;

/// <summary>How the worker runs. Configuration section <c>Worker</c>.</summary>
public sealed record WorkerOptions
{
    /// <summary>Whether this process runs jobs, or only submits them for another on the same data folder. Default: true.</summary>
    public bool RunJobs { get; init; } = true;

    /// <summary>Jobs that this process runs at the same time. Legal: 1 to 64. Default: 1; more share the cores or the GPU's memory.</summary>
    public int ConcurrentJobs { get; init; } = 1;

    /// <summary>Threads of each of libtorch's operators in a job. Legal: 1 to 256. Default: one for each core.</summary>
    public int Threads { get; init; } = Math.Min(Environment.ProcessorCount, 256);

    /// <summary>Least time between two progress reports of a job. Legal: 0 to 1 minute. Default: 500 ms.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often the catalog is searched for jobs that another process submitted. Legal: 100 ms to 1 minute. Default: 2 s.</summary>
    public TimeSpan QueuePoll { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Everything that is wrong with these options, in words for the operator; empty when all is well.</summary>
    public IReadOnlyList<string> Violations()
    {
        var found = new List<string>();
        if (ConcurrentJobs is < 1 or > 64)
            found.Add(string.Create(CultureInfo.InvariantCulture, $"Worker:ConcurrentJobs must be 1 to 64, not {ConcurrentJobs}."));
        if (Threads is < 1 or > 256)
            found.Add(string.Create(CultureInfo.InvariantCulture, $"Worker:Threads must be 1 to 256, not {Threads}."));
        if (ProgressInterval < TimeSpan.Zero || ProgressInterval > TimeSpan.FromMinutes(1))
            found.Add($"Worker:ProgressInterval must be 00:00:00 to 00:01:00, not {ProgressInterval}.");
        if (QueuePoll < TimeSpan.FromMilliseconds(100) || QueuePoll > TimeSpan.FromMinutes(1))
            found.Add($"Worker:QueuePoll must be 00:00:00.1 to 00:01:00, not {QueuePoll}.");
        return found;
    }
}
