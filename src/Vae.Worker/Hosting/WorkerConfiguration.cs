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
}
