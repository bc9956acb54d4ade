namespace Vae.Core.Objectives;

/// <summary>What training minimises: the negative evidence lower bound with a weight on its divergence.</summary>
public sealed record ObjectiveOptions
{
    /// <summary>The weight β of the KL term; 1 is the ELBO. Legal: 0 to 1000. Default: 1.</summary>
    public double Beta { get; init; } = 1;
}
