using Vae.Api.Configuration;
using Vae.Catalog.Jobs;
using Vae.Catalog.Models;
using Vae.Core.Training;
using Vae.Worker;

namespace Vae.Api.Demo;

/// <summary>Gives an empty server something to show: a job on the built-in dataset.</summary>
internal sealed class DemoJob(DemoOptions options, JobService jobs, JobStore jobStore, ModelStore models, ILogger<DemoJob> logger) : IHostedService
{
    /// <summary>The job, when this start submitted one.</summary>
    public string? JobId { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Enabled
            || (await models.ListAsync(cancellationToken)).Count > 0
            || (await jobStore.ListAsync(null, 1, null, cancellationToken)).Items.Count > 0)
            return;

        var plan = new PlanRequest { Preset = DemoOptions.DefaultPreset, Model = new() { LatentDim = DemoOptions.LatentDim }, Training = new() { Epochs = options.Epochs } };
        var submission = await jobs.SubmitAsync(new(DemoOptions.DefaultDataset, options.Name, plan, null), null, dryRun: false, cancellationToken);
        JobId = submission.Job?.Id;
        foreach (var violation in submission.Violations)
            logger.LogWarning("No demonstration job: {Field}: {Message}", violation.Field, violation.Message);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
