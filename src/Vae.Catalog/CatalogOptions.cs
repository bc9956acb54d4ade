using System.Globalization;

namespace Vae.Catalog;

/// <summary>Where the catalog keeps its state.</summary>
public sealed record CatalogOptions
{
    /// <summary>Folder of the database, checkpoints and staging, on a local file system. Made when missing, mode 0700.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Folder that is searched for datasets: itself and its direct subfolders. Default: null, only built-in datasets.</summary>
    public string? DatasetsDirectory { get; init; }

    /// <summary>How long a write waits for another connection's lock. Legal: 1 ms to 1 minute. Default: 5 s.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Jobs that may wait at once. Legal: 1 to 100,000. Default: 1,000.</summary>
    public int MaxQueuedJobs { get; init; } = 1000;

    /// <summary>Jobs of one owner that may wait at once; jobs without an owner are not counted. Legal: 1 to 100,000. Default: 20.</summary>
    public int MaxQueuedJobsPerOwner { get; init; } = 20;

    /// <summary>Bytes of datasets' latents that are kept as files, the oldest deleted first. Legal: 0 (none) and up. Default: 1 GiB.</summary>
    public long LatentCacheBytes { get; init; } = 1L << 30;

    /// <summary>Everything that is wrong with these options, in words for the operator; empty when all is well.</summary>
    public IReadOnlyList<string> Violations()
    {
        var found = new List<string>();
        if (string.IsNullOrWhiteSpace(DataDirectory))
            found.Add("Data:Directory must name a folder.");
        if (DatasetsDirectory is not null && !Directory.Exists(DatasetsDirectory))
            found.Add("Datasets:Directory names no existing folder.");
        if (BusyTimeout < TimeSpan.FromMilliseconds(1) || BusyTimeout > TimeSpan.FromMinutes(1))
            found.Add($"The catalog's busy timeout must be 1 ms to 1 minute, not {BusyTimeout}.");
        if (MaxQueuedJobs is < 1 or > 100_000)
            found.Add(string.Create(CultureInfo.InvariantCulture, $"The queue's limit must be 1 to 100000 jobs, not {MaxQueuedJobs}."));
        if (MaxQueuedJobsPerOwner is < 1 or > 100_000)
            found.Add(string.Create(CultureInfo.InvariantCulture, $"The queue's limit for one key must be 1 to 100000 jobs, not {MaxQueuedJobsPerOwner}."));
        if (LatentCacheBytes < 0)
            found.Add(string.Create(CultureInfo.InvariantCulture, $"The latents' cache must be 0 bytes or more, not {LatentCacheBytes}."));
        return found;
    }
}
