namespace Vae.Catalog;

/// <summary>Where the catalog keeps its state.</summary>
public sealed record CatalogOptions
{
    /// <summary>Folder of the database, checkpoints and staging. Made when missing, mode 0700.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Folder that is searched for datasets: itself and its direct subfolders. Null: only built-in datasets.</summary>
    public string? DatasetsDirectory { get; init; }

    /// <summary>How long a write waits for another connection's lock. Default: 5 s.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Jobs that may wait at once. Default: 1,000.</summary>
    public int MaxQueuedJobs { get; init; } = 1000;
}
