using Vae.Core.Models;
using Vae.Core.Training;
using static System.FormattableString;

namespace Vae.Core.Objectives;

/// <summary>Which likelihoods fit which outputs, ranges and scales.</summary>
internal static class LikelihoodRules
{
    /// <summary>Adds what contradicts.</summary>
    /// <param name="objective">The whole objective.</param>
    /// <param name="model">The model it trains.</param>
    /// <param name="violations">Where to add.</param>
    public static void Check(ObjectiveOptions objective, VaeOptions model, List<Violation> violations)
    {
        var name = KebabNames.Of(objective.Likelihood);
        if (objective.Likelihood is LikelihoodKind.Bernoulli or LikelihoodKind.ContinuousBernoulli) CheckUnit(name, model, violations);

        if (objective.Likelihood != LikelihoodKind.Gaussian && objective.Scale != ScaleKind.Fixed)
        {
            violations.Add(new Violation(
                "objective.scale",
                $"Only a gaussian likelihood has a standard deviation to choose; this one is {name}. Leave scale out, or set likelihood to gaussian.",
                KebabNames.Of(objective.Scale)));
        }

        if (objective.Scale != ScaleKind.Fixed && objective.Sigma != new ObjectiveOptions().Sigma)
        {
            violations.Add(new Violation(
                "objective.sigma", $"The scale is {KebabNames.Of(objective.Scale)}, so no number is used. Leave sigma out, or set scale to fixed.", Invariant($"{objective.Sigma}")));
        }

        CheckTrainedScale(objective, model, name, violations);
    }

    /// <summary>Logits make probabilities: pixels in [0, 1] and a sigmoid.</summary>
    private static void CheckUnit(string name, VaeOptions model, List<Violation> violations)
    {
        if (model.Range != PixelRange.Unit)
        {
            violations.Add(new Violation(
                "objective.likelihood",
                $"A {name} likelihood is for pixels in [0, 1] and has no lower bound on [-1, 1], the model's range. Set model.range to unit, or likelihood to gaussian.",
                name));
        }

        if (model.Output != OutputActivation.Sigmoid)
        {
            violations.Add(new Violation(
                "objective.likelihood",
                $"A {name} likelihood reads the decoder's last layer as logits; the model's output is {KebabNames.Of(model.Output)}. Set model.output to sigmoid, or likelihood to gaussian.",
                name));
        }
    }

    private static void CheckTrainedScale(ObjectiveOptions objective, VaeOptions model, string name, List<Violation> violations)
    {
        var discretized = objective.Likelihood == LikelihoodKind.DiscretizedLogistic;
        var learned = objective is { Likelihood: LikelihoodKind.Gaussian, Scale: ScaleKind.Learned };
        if (discretized && !model.LearnedScale)
        {
            violations.Add(new Violation(
                "objective.likelihood", "A discretized-logistic likelihood needs a trained scale. Set model.learnedScale to true, or choose another likelihood.", name));
        }

        if (learned && !model.LearnedScale)
        {
            violations.Add(new Violation(
                "objective.scale", "A learned scale is a parameter of the model, and the model has none. Set model.learnedScale to true, or scale to fixed or optimal.", "learned"));
        }

        if (!model.LearnedScale || discretized || learned) return;
        violations.Add(new Violation(
            "model.learnedScale",
            $"The objective ({name}, scale {KebabNames.Of(objective.Scale)}) would leave the trained scale untrained. Set it to false, or use a gaussian likelihood with scale learned, or discretized-logistic.",
            "true"));
    }
}
