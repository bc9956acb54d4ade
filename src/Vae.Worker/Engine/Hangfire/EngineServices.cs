using Hangfire;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vae.Worker.Engine.Hangfire;

namespace Vae.Worker.Engine;

/// <summary>The job engine that this build brings.</summary>
internal static class EngineServices
{
    /// <summary>
    /// Registers it as <see cref="IJobEngine"/>, or, in a process that runs no jobs, <see cref="SubmitOnlyEngine"/>; and Hangfire's
    /// <see cref="JobStorage"/>, which its dashboard shows. Needs <see cref="IConfiguration"/>.
    /// </summary>
    public static void Register(IServiceCollection services, WorkerOptions options)
    {
        services.AddLogging(logging => logging.AddFilter("Hangfire", LogLevel.Warning));
        services.AddSingleton(provider => HangfireStorage.Create(provider.GetRequiredService<IConfiguration>()));
        if (options.RunJobs)
            services.AddSingleton<IJobEngine, HangfireJobEngine>();
        else
            services.AddSingleton<IJobEngine, SubmitOnlyEngine>();
    }
}
