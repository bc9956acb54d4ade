using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vae.Client;

/// <summary>One line of a job's log.</summary>
public abstract record JobEvent
{
    /// <summary>Its id, ascending; a later stream goes on after it.</summary>
    [JsonIgnore]
    public long Id { get; init; }
}

/// <summary>The job's state changed.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Attempt">How often a worker took it.</param>
/// <param name="Device">The device that trains it, where one does.</param>
public sealed record JobStateEvent(JobState State, long Attempt, string? Device) : JobEvent;

/// <summary>Training went on. Losses in nats per image, averaged over the epoch so far.</summary>
/// <param name="Epoch">The epoch under way, from 1.</param>
/// <param name="Epochs">All epochs.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">All steps.</param>
/// <param name="Loss">−ELBO with the KL term weighted by β.</param>
/// <param name="Recon">Negative log-likelihood of the image given the latent.</param>
/// <param name="Kl">Divergence of the posterior from the prior.</param>
/// <param name="ImagesPerSecond">Throughput.</param>
/// <param name="EtaSeconds">Time left, estimated.</param>
public sealed record JobMetricEvent(
    int Epoch, int Epochs, long Step, long Steps, double Loss, double Recon, double Kl, double ImagesPerSecond, double EtaSeconds) : JobEvent;

/// <summary>An epoch ended.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Train">Training split.</param>
/// <param name="Test">Held-out split.</param>
/// <param name="DurationSeconds">Duration of training and evaluation.</param>
/// <param name="ImagesPerSecond">Training throughput.</param>
public sealed record JobEpochEvent(int Epoch, Losses Train, Losses Test, double DurationSeconds, double ImagesPerSecond) : JobEvent
{
    /// <summary>How the latent dimensions were used on held-out images; null where that was not measured.</summary>
    public LatentHealth? Health { get; init; }

    /// <summary>Validation part of the training split; null where none was kept back.</summary>
    public Losses? Validation { get; init; }

    /// <summary>Step size of the epoch's last step; null from older servers.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Weight of the KL in the loss of the epoch's last step; null from older servers.</summary>
    public double? KlWeight { get; init; }

    /// <summary>Why the run ended with this epoch although its plan has more; null otherwise.</summary>
    public string? StoppedBecause { get; init; }
}

/// <summary>An epoch's grids, of samples and of reconstructions, are there.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
public sealed record JobSampleEvent(int Epoch) : JobEvent;

/// <summary>The worker said something.</summary>
/// <param name="Message">What.</param>
public sealed record JobLogEvent(string Message) : JobEvent;

/// <summary>The job ended; nothing follows.</summary>
/// <param name="State">How.</param>
/// <param name="Model">What it published, <c>name@version</c>; null where nothing.</param>
/// <param name="Error">Why it failed; null unless it did.</param>
public sealed record JobEndEvent(JobState State, string? Model, JobError? Error) : JobEvent;

/// <summary>A line that this version of the client does not know.</summary>
/// <param name="Type">What it tells.</param>
/// <param name="Data">Its payload.</param>
public sealed record JobOtherEvent(string Type, JsonElement Data) : JobEvent;
