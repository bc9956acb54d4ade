using Vae.Core.Distributions;
using Vae.Core.Training;
using static System.FormattableString;

namespace Vae.Core.Models;

/// <summary>Which posteriors a model can have.</summary>
internal static class PosteriorLimits
{
    public static void Check(VaeOptions options, List<Violation> violations)
    {
        if (options.Posterior == PosteriorKind.Gaussian) return;
        if (options is ClusterVaeOptions or M2VaeOptions)
        {
            violations.Add(new Violation(
                "model.posterior", $"The divergence of a {options.Architecture} model is that of a gaussian posterior. Use gaussian.", KebabNames.Of(options.Posterior)));
            return;
        }

        if (options.Posterior != PosteriorKind.VonMisesFisher) return;
        if (options.LatentDim == 1)
        {
            violations.Add(new Violation(
                "model.latentDim", "A von-mises-fisher posterior needs at least 2 dimensions: in one there are two directions only. Use 2 or more.", "1"));
        }

        if (options.Kappa is >= VonMisesFisher.MinKappa and <= VonMisesFisher.MaxKappa) return;
        violations.Add(new Violation(
            "model.kappa", Invariant($"Must be {VonMisesFisher.MinKappa} to {VonMisesFisher.MaxKappa}."), Invariant($"{options.Kappa}")));
    }
}
