using Hangfire;
using Hangfire.Logging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Vae.Worker.Engine;

/// <summary>Registers Hangfire.</summary>
internal static class EngineServices
{
    /// <summary>Adds Hangfire's <see cref="JobStorage"/>, which its dashboard shows, and its <see cref="ILogProvider"/>. Needs <see cref="IConfiguration"/>.</summary>
    public static void Register(IServiceCollection services)
    {
        services.AddLogging(logging => logging.AddFilter("Hangfire", LogLevel.Warning));
        services.AddSingleton<ILogProvider, HangfireLogs>();
        services.AddSingleton(provider =>
        {
            LogProvider.SetCurrentLogProvider(provider.GetRequiredService<ILogProvider>());
            return HangfireStorage.Create(provider.GetRequiredService<IConfiguration>());
        });
    }
}
