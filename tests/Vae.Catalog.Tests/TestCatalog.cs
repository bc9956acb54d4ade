using Microsoft.Extensions.Logging.Abstractions;
using Vae.Catalog.Jobs;
using Vae.Catalog.Models;
using Vae.Catalog.Sql;
using Vae.Catalog.Store;
using Vae.TestUtils;

namespace Vae.Catalog.Tests;

/// <summary>A real catalog in a folder of its own.</summary>
internal sealed class TestCatalog : IDisposable
{
    private readonly TemporaryFolder? _folder;

    public TestCatalog(int maxQueuedJobs = 1000, TimeSpan? busyTimeout = null)
        : this(new TemporaryFolder(), maxQueuedJobs, busyTimeout ?? TimeSpan.FromSeconds(20))
    {
    }

    private TestCatalog(TemporaryFolder folder, int maxQueuedJobs, TimeSpan busyTimeout)
        : this(new CatalogOptions { DataDirectory = Path.Combine(folder.Path, "data"), MaxQueuedJobs = maxQueuedJobs, BusyTimeout = busyTimeout }) =>
        _folder = folder;

    private TestCatalog(CatalogOptions options)
    {
        Options = options;
        Database = new CatalogDatabase(options, Clock);
        Jobs = new JobStore(Database, options, Clock);
        Models = new ModelStore(Database, Clock);
        Checkpoints = new CheckpointStore(options);
        Publisher = new Publisher(options, Database, Jobs, Models, NullLogger<Publisher>.Instance);
    }

    public CatalogOptions Options { get; }

    public ManualClock Clock { get; } = new();

    public CatalogDatabase Database { get; }

    public JobStore Jobs { get; }

    public ModelStore Models { get; }

    public CheckpointStore Checkpoints { get; }

    public Publisher Publisher { get; }

    public string StagingFolder => Path.Combine(Options.DataDirectory, "staging");

    public string VersionsFolder => Path.Combine(Options.DataDirectory, "versions");

    /// <summary>What another process on the same data folder has.</summary>
    public TestCatalog Another() => new(Options);

    /// <summary>A job in the hands of a worker.</summary>
    public async Task<JobClaim> ClaimAsync(NewJob? job = null)
    {
        var inserted = await Jobs.InsertAsync(job ?? Some.NewJob(), CancellationToken.None);
        return (await Jobs.ClaimAsync(inserted.Job.Id, "cpu", CancellationToken.None)).ShouldNotBeNull();
    }

    public async Task<Job> JobAsync(string id) => (await Jobs.FindAsync(id, CancellationToken.None)).ShouldNotBeNull();

    /// <summary>The types of a job's log, in order.</summary>
    public async Task<IReadOnlyList<string>> LogAsync(string id) =>
        [.. (await Jobs.EventsAsync(id, 0, 1000, CancellationToken.None)).Select(line => line.Type)];

    public void Dispose()
    {
        Database.Dispose();
        _folder?.Dispose();
    }
}
