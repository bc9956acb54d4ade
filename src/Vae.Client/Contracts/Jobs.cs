using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vae.Client;

/// <summary>Where a training job stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobState>))]
public enum JobState
{
    /// <summary>Waits for a worker.</summary>
    [JsonStringEnumMemberName("queued")]
    Queued,

    /// <summary>A worker trains it.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Runs and has been asked to stop.</summary>
    [JsonStringEnumMemberName("canceling")]
    Canceling,

    /// <summary>Published a model version.</summary>
    [JsonStringEnumMemberName("succeeded")]
    Succeeded,

    /// <summary>Ended with an error.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Ended because it was asked to.</summary>
    [JsonStringEnumMemberName("canceled")]
    Canceled,
}

/// <summary>Losses in nats per image.</summary>
/// <param name="Loss">−ELBO with the KL term weighted by β.</param>
/// <param name="Recon">Negative log-likelihood of the image given the latent.</param>
/// <param name="Kl">Divergence of the posterior from the prior, at least 0.</param>
public sealed record Losses(double Loss, double Recon, double Kl);

/// <summary>Losses of both splits.</summary>
/// <param name="Train">Training split, while the weights moved.</param>
/// <param name="Test">Held-out split; null before the first epoch's end.</param>
public sealed record LossPair(Losses Train, Losses? Test);

/// <summary>Where training stands.</summary>
/// <param name="Epoch">The epoch under way, from 1.</param>
/// <param name="Epochs">All epochs.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">All steps.</param>
/// <param name="ImagesPerSecond">Throughput.</param>
/// <param name="EtaSeconds">Time left, estimated.</param>
public sealed record JobProgress(int Epoch, int Epochs, long Step, long Steps, double ImagesPerSecond, double EtaSeconds);

/// <summary>Why a job failed.</summary>
/// <param name="Code">A stable name.</param>
/// <param name="Detail">What happened.</param>
public sealed record JobError(string Code, string? Detail);

/// <summary>A training job.</summary>
public sealed record Job
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
    public JsonElement Plan { get; init; }

    /// <summary>What the recipe may do and its submitter may not have meant.</summary>
    public IReadOnlyList<PlanWarning> Warnings { get; init; } = [];

    /// <summary>How often a worker took it.</summary>
    public long Attempt { get; init; }

    /// <summary>Higher runs first.</summary>
    public int Priority { get; init; }

    /// <summary>When it was submitted.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its newest attempt began; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The device that trains it; null before it runs.</summary>
    public string? Device { get; init; }

    /// <summary>Where training stands; null before the first report.</summary>
    public JobProgress? Progress { get; init; }

    /// <summary>Losses of the last finished epoch; before that, of the epoch under way.</summary>
    public LossPair? Metrics { get; init; }

    /// <summary>What it published, <c>name@version</c>, for the <c>model</c> of inference calls; null until then.</summary>
    public string? Model { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public JobError? Error { get; init; }

    /// <summary>Whether it has succeeded, failed or been canceled.</summary>
    [JsonIgnore]
    public bool HasEnded => State is JobState.Succeeded or JobState.Failed or JobState.Canceled;

    /// <summary>The version that the job published.</summary>
    /// <returns>Its reference, <c>name@version</c>.</returns>
    /// <exception cref="InvalidOperationException">It has published none: it failed, was canceled or has not ended.</exception>
    public string RequireModel() => Model ?? throw new InvalidOperationException(
        Error is null ? $"The job {Id} has published no model; it is {State}." : $"The job {Id} failed with {Error.Code}: {Error.Detail}");
}

/// <summary>A page of jobs, newest first.</summary>
/// <param name="Items">The jobs.</param>
/// <param name="NextCursor">Names the next page; null on the last.</param>
public sealed record JobPage(IReadOnlyList<Job> Items, string? NextCursor);

/// <summary>Losses of every epoch, one column each.</summary>
/// <param name="Loss">−ELBO with the KL term weighted by β.</param>
/// <param name="Recon">Negative log-likelihood of the image given the latent.</param>
/// <param name="Kl">Divergence of the posterior from the prior.</param>
public sealed record LossColumns(IReadOnlyList<double> Loss, IReadOnlyList<double> Recon, IReadOnlyList<double> Kl);

/// <summary>A job's finished epochs as columns of equal length.</summary>
/// <param name="Job">The job's id.</param>
/// <param name="Epoch">Epoch numbers, from 1.</param>
/// <param name="Train">Training split, nats per image.</param>
/// <param name="Test">Held-out split, nats per image.</param>
/// <param name="ImagesPerSecond">Training throughput.</param>
/// <param name="Seconds">Duration of training and evaluation.</param>
public sealed record JobMetrics(
    string Job, IReadOnlyList<int> Epoch, LossColumns Train, LossColumns Test, IReadOnlyList<double> ImagesPerSecond, IReadOnlyList<double> Seconds);
