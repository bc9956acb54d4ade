using Hangfire;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Vae.Worker.Engine;

/// <summary>Registers Hangfire.</summary>
internal static class EngineServices
{
    /// <summary>Adds Hangfire's <see cref="JobStorage"/>, which its dashboard shows. Needs <see cref="IConfiguration"/>.</summary>
    public static void Register(IServiceCollection services)
    {
        services.AddLogging(logging => logging.AddFilter("Hangfire", LogLevel.Warning));
        services.AddSingleton(provider => HangfireStorage.Create(provider.GetRequiredService<IConfiguration>()));
    }
}
