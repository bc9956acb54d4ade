using Vae.Catalog.Jobs;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;

namespace Vae.Api.Contracts;

/// <summary>A training job.</summary>
internal sealed record JobResponse
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required JobState State { get; init; }

    /// <summary>Name of the dataset.</summary>
    public required string Dataset { get; init; }

    /// <summary>Name of the model whose next version it publishes.</summary>
    public required string Name { get; init; }

    /// <summary>The recipe that it started from.</summary>
    public required string Preset { get; init; }

    /// <summary>The whole recipe, every default filled in.</summary>
    public required PlanResponse Plan { get; init; }

    /// <summary>What the recipe may do and its submitter may not have meant.</summary>
    public required IReadOnlyList<PlanWarning> Warnings { get; init; }

    /// <summary>How often a worker took it.</summary>
    public required long Attempt { get; init; }

    /// <summary>Higher runs first.</summary>
    public required int Priority { get; init; }

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its newest attempt began.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The device that trains it.</summary>
    public required string? Device { get; init; }

    /// <summary>Where training stands; null before the first report.</summary>
    public required ProgressResponse? Progress { get; init; }

    /// <summary>Losses of the last finished epoch; before that, of the epoch under way.</summary>
    public required MetricsResponse? Metrics { get; init; }

    /// <summary>What it published, <c>name@version</c>; null until then.</summary>
    public required string? Model { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public required JobError? Error { get; init; }

    /// <summary>Where to go from here.</summary>
    public required JobLinks Links { get; init; }

    /// <summary>The job as callers see it.</summary>
    public static JobResponse From(Job job) => new()
    {
        Id = job.Id,
        State = job.State,
        Dataset = job.Dataset,
        Name = job.Name,
        Preset = job.Preset,
        Plan = PlanResponse.From(job.Plan),
        Warnings = job.Plan.Warnings,
        Attempt = job.Attempt,
        Priority = job.Priority,
        CreatedAt = job.CreatedAt,
        StartedAt = job.StartedAt,
        FinishedAt = job.FinishedAt,
        Device = job.Device,
        Progress = job.Progress is { } progress ? ProgressResponse.From(progress) : null,
        Metrics = MetricsResponse.From(job),
        Model = job.Model,
        Error = job.Error,
        Links = JobLinks.Of(job),
    };
}

/// <summary>A whole recipe.</summary>
/// <param name="Input">Size of the images.</param>
/// <param name="Model">The model's options, its architecture first.</param>
/// <param name="Objective">What is minimised.</param>
/// <param name="Training">How.</param>
internal sealed record PlanResponse(ImageSize Input, VaeOptions Model, ObjectiveOptions Objective, TrainingOptions Training)
{
    public static PlanResponse From(TrainingPlan plan) => new(ImageSize.From(plan.Input), plan.Model, plan.Objective, plan.Training);
}

/// <summary>Where training stands.</summary>
/// <param name="Epoch">The epoch under way, from 1.</param>
/// <param name="Epochs">All epochs.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">All steps.</param>
/// <param name="ImagesPerSecond">Throughput.</param>
/// <param name="EtaSeconds">Time left, estimated.</param>
internal sealed record ProgressResponse(int Epoch, int Epochs, long Step, long Steps, double ImagesPerSecond, double EtaSeconds)
{
    public static ProgressResponse From(TrainingProgress progress) => new(
        progress.Epoch, progress.Epochs, progress.Step, progress.Steps, Math.Round(progress.ImagesPerSecond, 1), Math.Round(progress.Eta.TotalSeconds, 1));
}

/// <summary>Losses in nats per image.</summary>
/// <param name="Train">On the training split, while the weights moved.</param>
/// <param name="Test">On the held-out split; null before the first epoch's end.</param>
internal sealed record MetricsResponse(Losses Train, Losses? Test)
{
    public static MetricsResponse? From(Job job) => job switch
    {
        { LastEpoch: { } epoch } => new(epoch.Train, epoch.Test),
        { Progress: { } progress } => new(progress.Train, null),
        _ => null,
    };
}

/// <summary>Paths that belong to a job.</summary>
/// <param name="Self">The job.</param>
/// <param name="Events">Its log, as server-sent events.</param>
/// <param name="Metrics">Its epochs, as columns.</param>
/// <param name="Sample">The newest sample grid; null before the first.</param>
/// <param name="Cancel">Where to ask for a stop; null once it has ended.</param>
/// <param name="Model">What it published; null until then.</param>
internal sealed record JobLinks(string Self, string Events, string Metrics, string? Sample, string? Cancel, string? Model)
{
    public static JobLinks Of(Job job)
    {
        var self = $"/jobs/{job.Id}";
        var ended = job.State is JobState.Succeeded or JobState.Failed or JobState.Canceled;
        return new(
            self,
            $"{self}/events",
            $"{self}/metrics",
            job.LastEpoch is { } epoch ? $"{self}/samples/{epoch.Epoch}" : null,
            ended ? null : $"{self}/cancel",
            job.Model is { } model ? $"/models/{model}" : null);
    }
}

/// <summary>A page of jobs, newest first.</summary>
/// <param name="Items">The jobs.</param>
/// <param name="NextCursor">Pass as <c>cursor</c> for the next page; null on the last.</param>
internal sealed record JobListResponse(IReadOnlyList<JobResponse> Items, string? NextCursor);

/// <summary>Losses of every epoch, one column each.</summary>
/// <param name="Loss">−ELBO with the KL term weighted by β.</param>
/// <param name="Recon">Negative log-likelihood of the image given the latent.</param>
/// <param name="Kl">Divergence of the posterior from the prior.</param>
internal sealed record LossColumns(IReadOnlyList<double> Loss, IReadOnlyList<double> Recon, IReadOnlyList<double> Kl)
{
    public static LossColumns Of(IEnumerable<Losses> rows)
    {
        var all = rows.ToArray();
        return new([.. all.Select(row => row.Loss)], [.. all.Select(row => row.Recon)], [.. all.Select(row => row.Kl)]);
    }
}

/// <summary>A job's finished epochs as columns of equal length.</summary>
/// <param name="Job">The job's id.</param>
/// <param name="Epoch">Epoch numbers, from 1.</param>
/// <param name="Train">Training split, nats per image.</param>
/// <param name="Test">Held-out split, nats per image.</param>
/// <param name="ImagesPerSecond">Training throughput.</param>
/// <param name="Seconds">Duration of training and evaluation.</param>
internal sealed record JobMetricsResponse(
    string Job, IReadOnlyList<int> Epoch, LossColumns Train, LossColumns Test, IReadOnlyList<double> ImagesPerSecond, IReadOnlyList<double> Seconds)
{
    public static JobMetricsResponse From(string job, IReadOnlyList<EpochSummary> epochs) => new(
        job,
        [.. epochs.Select(epoch => epoch.Epoch)],
        LossColumns.Of(epochs.Select(epoch => epoch.Train)),
        LossColumns.Of(epochs.Select(epoch => epoch.Test)),
        [.. epochs.Select(epoch => epoch.ImagesPerSecond)],
        [.. epochs.Select(epoch => epoch.Duration.TotalSeconds)]);
}
