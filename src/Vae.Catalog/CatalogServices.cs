using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Vae.Catalog.Datasets;
using Vae.Catalog.Jobs;
using Vae.Catalog.Keys;
using Vae.Catalog.Models;
using Vae.Catalog.Sql;
using Vae.Catalog.Store;

namespace Vae.Catalog;

/// <summary>Registers the catalog.</summary>
public static class CatalogServices
{
    /// <summary>
    /// Adds, as singletons, <see cref="CatalogDatabase"/>, <see cref="CatalogGlance"/>, <see cref="JobStore"/>, <see cref="KeyStore"/>, <see cref="ModelStore"/>,
    /// <see cref="CheckpointStore"/>, <see cref="Publisher"/>, <see cref="LatentStore"/> and <see cref="DatasetStore"/>, and the system's <see cref="TimeProvider"/> unless there is one. The database is
    /// migrated at its first use, or by <see cref="CatalogDatabase.MigrateAsync"/>.
    /// </summary>
    /// <param name="services">Where to add them; logging must be there.</param>
    /// <param name="options">Where the catalog keeps its state.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddVaeCatalog(this IServiceCollection services, CatalogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(options)
            .AddSingleton<CatalogDatabase>()
            .AddSingleton<CatalogGlance>()
            .AddSingleton<JobStore>()
            .AddSingleton<KeyStore>()
            .AddSingleton<ModelStore>()
            .AddSingleton<CheckpointStore>()
            .AddSingleton<Publisher>()
            .AddSingleton<LatentStore>()
            .AddSingleton<DatasetStore>();
    }
}
