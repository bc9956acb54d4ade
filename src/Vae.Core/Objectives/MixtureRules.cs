using Vae.Core.Models;
using Vae.Core.Training;
using static System.FormattableString;

namespace Vae.Core.Objectives;

/// <summary>What the objectives of models with clusters or classes of their own leave no room for.</summary>
internal static class MixtureRules
{
    public static void Check(ObjectiveOptions objective, VaeOptions model, List<Violation> violations)
    {
        if (model is not (ClusterVaeOptions or M2VaeOptions)) return;
        Add(objective.Samples > 1, "samples", "1", Invariant($"{objective.Samples}"));
        Add(objective.Bound != BoundKind.Elbo, "bound", "elbo", KebabNames.Of(objective.Bound));
        Add(model is M2VaeOptions && objective.Divergence != DivergenceKind.Analytic, "divergence", "analytic", KebabNames.Of(objective.Divergence));
        Add(!objective.SampleLatent, "sampleLatent", "true", "false");
        Add(objective.FreeBits > 0, "freeBits", "0", Invariant($"{objective.FreeBits}"));
        Add(objective.TotalCorrelation > 0, "totalCorrelation", "0", Invariant($"{objective.TotalCorrelation}"));
        Add(objective.Mmd > 0, "mmd", "0", Invariant($"{objective.Mmd}"));

        void Add(bool wrong, string name, string legal, string actual)
        {
            if (!wrong) return;
            violations.Add(new Violation(
                "objective." + name, $"A {model.Architecture} model has a bound of its own, which has this at {legal}. Leave it out, or choose another model.", actual));
        }
    }
}
