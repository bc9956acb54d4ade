using Vae.Core.Objectives;
using Vae.Core.Training;

namespace Vae.Core.Checkpoints;

/// <summary>Where a checkpoint's weights come from.</summary>
public sealed record CheckpointOrigin
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>The job's attempt.</summary>
    public required long Fence { get; init; }

    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>The dataset's hash.</summary>
    public required string DatasetSha256 { get; init; }

    /// <summary>The objective.</summary>
    public required ObjectiveOptions Objective { get; init; }

    /// <summary>The optimisation, seed included.</summary>
    public required TrainingOptions Training { get; init; }

    /// <summary>Last epoch, training split.</summary>
    public required Losses Train { get; init; }

    /// <summary>Last epoch, held-out split.</summary>
    public required Losses Test { get; init; }

    /// <summary>The device that trained.</summary>
    public required string Device { get; init; }
}
