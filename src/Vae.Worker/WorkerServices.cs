using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vae.Catalog.Datasets;
using Vae.Catalog.Jobs;
using Vae.Worker.Engine;
using Vae.Worker.Hosting;
using Vae.Worker.Training;

namespace Vae.Worker;

/// <summary>Registers the worker.</summary>
public static class WorkerServices
{
    /// <summary>
    /// Adds <see cref="JobService"/>, <see cref="WorkerHandBack"/> and, when <see cref="WorkerOptions.RunJobs"/>, the hosted service that runs jobs: at its
    /// start it takes the data folder for itself, puts jobs of a dead process back into the queue and sets the process's compute threads; at
    /// its stop it hands the running job back. Needs <c>AddVaeCatalog</c> and logging.
    /// </summary>
    /// <param name="services">Where to add them.</param>
    /// <param name="options">How the worker runs.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentException">An option is out of its legal range; the message lists all that are.</exception>
    public static IServiceCollection AddVaeWorker(this IServiceCollection services, WorkerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var violations = options.Violations();
        if (violations.Count > 0)
            throw new ArgumentException(string.Join(' ', violations), nameof(options));
        services.AddSingleton(options).AddSingleton(provider => new JobService(
            provider.GetRequiredService<JobStore>(),
            provider.GetRequiredService<DatasetStore>(),
            provider.GetService<JobEngine>(),
            provider.GetRequiredService<ILogger<JobService>>()));
        services.AddMetrics();
        services.AddSingleton(provider => new WorkerHandBack(provider.GetService<JobRunner>(), provider.GetRequiredService<ILogger<WorkerHandBack>>()));
        EngineServices.Register(services);
        if (!options.RunJobs)
            return services;
        return services
            .AddSingleton<WorkerMetrics>()
            .AddSingleton<TrainingJob>()
            .AddSingleton<JobEngine>()
            .AddSingleton<JobRunner>()
            .AddHostedService(provider => provider.GetRequiredService<JobRunner>());
    }
}
