using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;
using static System.FormattableString;

namespace Vae.Core.Evaluation;

/// <summary>What to try against a collapsed posterior: only what this model and objective may be changed to.</summary>
internal static class CollapseAdvice
{
    private const double FreeBits = 0.1;

    // The length of a warm-up is the run's affair, and any run has an epoch.
    private const int OneEpoch = 1;

    /// <summary>Advice, the likeliest first.</summary>
    /// <param name="model">What the model was built from.</param>
    /// <param name="objective">What it was trained with.</param>
    /// <param name="isConstant">Whether the encoder gives all images the same mean.</param>
    public static List<string> For(VaeOptions model, ObjectiveOptions objective, bool isConstant)
    {
        var advice = new List<string>();
        if (isConstant) advice.Add("Train again with another seed or a smaller learning rate: a dead layer has no gradient and does not come back.");
        advice.AddRange(Changes(model, objective).Where(IsLegal).Select(change => change.Text));
        return advice;
    }

    private static IEnumerable<Change> Changes(VaeOptions model, ObjectiveOptions objective)
    {
        if (model is ConvVaeOptions { Bottleneck: > 0 } conv)
        {
            yield return new Change(
                Invariant($"The layer before the latent has {conv.Bottleneck} ReLU {(conv.Bottleneck == 1 ? "unit" : "units")}, and few die easily: set model.bottleneck to 0, which is none, or to more."),
                conv with { Bottleneck = 0 }, objective);
        }

        if (objective.Beta > 1)
            yield return new Change(Invariant($"The weight of the KL is {objective.Beta}: set objective.beta to 1, the bound."), model, objective with { Beta = 1 });
        if (objective.Warmup == WarmupKind.None)
        {
            yield return new Change(
                "Warm the KL up: set objective.warmup to linear, and objective.warmupEpochs to a third of the epochs.",
                model, objective with { Warmup = WarmupKind.Linear, WarmupEpochs = OneEpoch });
        }

        if (objective.FreeBits == 0)
        {
            yield return new Change(
                Invariant($"Leave each dimension some nats that cost nothing: set objective.freeBits to {FreeBits}."), model, objective with { FreeBits = FreeBits });
        }

        if (model.Posterior == PosteriorKind.Gaussian)
        {
            yield return new Change(
                "Keep the KL above a floor by batch normalisation of the means: set model.posterior to batch-norm.",
                model with { Posterior = PosteriorKind.BatchNorm }, objective);
        }

        if (objective.Beta is > 0.1 and <= 1)
        {
            yield return new Change(
                Invariant($"Weigh the KL less: set objective.beta to {objective.Beta / 2}. The loss is then no bound any more, but z is used."),
                model, objective with { Beta = objective.Beta / 2 });
        }
    }

    private static bool IsLegal(Change change)
    {
        var violations = new List<Violation>();
        ObjectiveRules.Check(change.Objective, change.Model, OneEpoch, violations);
        PosteriorLimits.Check(change.Model, violations);
        // A warm-up of the run itself may well last longer than the one epoch that is known here.
        return violations.All(violation => violation.Field == "objective.warmupEpochs");
    }

    private sealed record Change(string Text, VaeOptions Model, ObjectiveOptions Objective);
}
