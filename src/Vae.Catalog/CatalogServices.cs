using Microsoft.Extensions.DependencyInjection;

namespace Vae.Catalog;

/// <summary>Registers the catalog.</summary>
public static class CatalogServices
{
    /// <summary>Adds <c>JobStore</c>, <c>ModelStore</c>, <c>CheckpointStore</c>, <c>Publisher</c>, <c>DatasetStore</c>; the database is migrated on first use or by <c>CatalogDatabase.MigrateAsync</c>.</summary>
    public static IServiceCollection AddVaeCatalog(this IServiceCollection services, CatalogOptions options) => throw new NotImplementedException();
}
