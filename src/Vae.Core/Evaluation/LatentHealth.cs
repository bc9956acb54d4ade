namespace Vae.Core.Evaluation;

/// <summary>What the collapse doctor finds: how much each latent dimension carries.</summary>
public sealed record LatentHealth
{
    /// <summary>KL of each dimension in nats, mean over held-out images; null where the KL has no such parts.</summary>
    public IReadOnlyList<double>? KlPerDimension { get; init; }

    /// <summary>Dimensions with a KL above 0.01 nats; null as <c>klPerDimension</c> is.</summary>
    public int? ActiveUnits { get; init; }

    /// <summary>
    /// Directions in which the means of the active dimensions vary over images, the rank of their covariance: fewer than there are dimensions where these
    /// repeat each other; null where there were too few images to tell.
    /// </summary>
    public int? Directions { get; init; }

    /// <summary>What is wrong, or that dimensions are surplus, as a plain sentence; null where neither is, or where it is too early to say.</summary>
    public string? Diagnosis { get; init; }

    /// <summary>What to try, the likeliest first; empty without a diagnosis.</summary>
    public IReadOnlyList<string> Advice { get; init; } = [];
}
