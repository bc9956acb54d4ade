using Microsoft.Extensions.Configuration;
using Vae.Catalog;

namespace Vae.Worker.Hosting;

/// <summary>Reads the options of a worker process of its own from its configuration.</summary>
internal static class WorkerConfiguration
{
    /// <summary><c>Data:Directory</c> (default <c>./data</c>) and <c>Datasets:Directory</c> (default: built-in datasets only).</summary>
    public static CatalogOptions Catalog(IConfiguration configuration) => new()
    {
        DataDirectory = configuration["Data:Directory"] ?? "data",
        DatasetsDirectory = configuration["Datasets:Directory"],
    };

    /// <summary>Section <c>Worker</c>.</summary>
    public static WorkerOptions Worker(IConfiguration configuration) => configuration.GetSection("Worker").Get<WorkerOptions>() ?? new WorkerOptions();

    /// <summary>Reports everything that is wrong, together.</summary>
    /// <exception cref="InvalidOperationException">Something is.</exception>
    public static void Check(CatalogOptions catalog, WorkerOptions worker)
    {
        string[] violations = [.. catalog.Violations(), .. worker.Violations()];
        if (violations.Length > 0)
            throw new InvalidOperationException(string.Join(Environment.NewLine, violations));
    }
}
