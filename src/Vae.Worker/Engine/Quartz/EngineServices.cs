using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;
using Vae.Worker.Engine.Quartz;

namespace Vae.Worker.Engine;

/// <summary>The job engine that this build brings.</summary>
internal static class EngineServices
{
    /// <summary>Registers it as <see cref="IJobEngine"/>; in a process that runs no jobs, <see cref="SubmitOnlyEngine"/>.</summary>
    public static void Register(IServiceCollection services, WorkerOptions options)
    {
        if (!options.RunJobs)
        {
            services.AddSingleton<IJobEngine, SubmitOnlyEngine>();
            return;
        }

        services.AddLogging(logging => logging.AddFilter("Quartz", LogLevel.Warning));
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            quartz.UseDefaultThreadPool(maxConcurrency: options.ConcurrentJobs);
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "Vae";
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
        });
        services.AddTransient<DeliveredJob>();
        services.AddSingleton<IJobEngine, QuartzJobEngine>();
    }
}
