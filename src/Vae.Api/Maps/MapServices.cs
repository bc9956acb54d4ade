using Vae.Api.Configuration;

namespace Vae.Api.Maps;

/// <summary>Registers the maps.</summary>
internal static class MapServices
{
    /// <summary>Adds <see cref="LatentMaps"/>. Needs <c>AddVaeInference</c> and <c>AddVaeCatalog</c>.</summary>
    public static IServiceCollection AddVaeMaps(this IServiceCollection services, MapOptions options) =>
        services.AddSingleton(options).AddSingleton<LatentMaps>();
}
