using Vae.Core.Models;
using Vae.Core.Objectives;

namespace Vae.Core.Training;

/// <summary>Puts a request's changes into a preset's objective. <see cref="ObjectiveRules"/> checks the numbers and what fits together.</summary>
internal static class ObjectiveResolver
{
    /// <summary>The likelihood's word that leaves the choice to the pixels.</summary>
    public const string Auto = "auto";

    private static readonly string[] Likelihoods = [Auto, .. KebabNames.All<LikelihoodKind>()];

    /// <summary>Whether the pixels choose the likelihood.</summary>
    public static bool IsAuto(Preset preset, ObjectiveRequest? request) => request?.Likelihood is { } word ? word == Auto : preset.AutoLikelihood;

    /// <summary>The objective; where the pixels choose the likelihood, with the preset's.</summary>
    public static ObjectiveOptions Resolve(Preset from, ObjectiveRequest? request, VaeOptions model, List<Violation> violations)
    {
        var read = new OptionReader(violations);
        var preset = Start(from, model);
        request ??= new ObjectiveRequest();
        var word = read.Name("objective.likelihood", request.Likelihood, Auto, Likelihoods);
        return new ObjectiveOptions
        {
            Likelihood = KebabNames.Find<LikelihoodKind>(word) ?? preset.Likelihood,
            Scale = read.Word("objective.scale", request.Scale, preset.Scale),
            Sigma = request.Sigma ?? preset.Sigma,
            Beta = request.Beta ?? preset.Beta,
            Divergence = read.Word("objective.divergence", request.Divergence, preset.Divergence),
            SampleLatent = request.SampleLatent ?? preset.SampleLatent,
            Samples = request.Samples ?? preset.Samples,
            Bound = read.Word("objective.bound", request.Bound, preset.Bound),
            FreeBits = request.FreeBits ?? preset.FreeBits,
            Warmup = read.Word("objective.warmup", request.Warmup, preset.Warmup),
            WarmupEpochs = WarmupEpochs(preset, request),
            TotalCorrelation = request.TotalCorrelation ?? preset.TotalCorrelation,
            Mmd = request.Mmd ?? preset.Mmd,
            LabelledShare = request.LabelledShare ?? preset.LabelledShare,
            ClassifierWeight = request.ClassifierWeight ?? preset.ClassifierWeight,
        };
    }

    /// <summary>
    /// Lets those of the preset's values give way that were not asked for and that nothing would use, or that the rest leaves no room for.
    /// </summary>
    /// <param name="objective">The objective, its likelihood chosen.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="epochs">Epochs of the run.</param>
    public static ObjectiveOptions Settle(ObjectiveOptions objective, ObjectiveRequest? request, int epochs)
    {
        if (request?.Sigma is null && objective is not { Likelihood: LikelihoodKind.Gaussian, Scale: ScaleKind.Fixed })
            objective = objective with { Sigma = new ObjectiveOptions().Sigma };
        if (objective.Warmup == WarmupKind.None || request?.WarmupEpochs is not null || objective.WarmupEpochs == 0) return objective;
        if (request?.Warmup is null && (objective.Beta == 0 || epochs <= 1)) return objective with { Warmup = WarmupKind.None, WarmupEpochs = 0 };
        // At least one epoch with the KL at its full weight.
        return objective with { WarmupEpochs = Math.Max(1, Math.Min(objective.WarmupEpochs, epochs - 1)) };
    }

    /// <summary>The preset's objective, as far as it is one for the model: another architecture may have been asked for.</summary>
    private static ObjectiveOptions Start(Preset preset, VaeOptions model)
    {
        var objective = preset.Objective;
        return model.Architecture != preset.Model.Architecture && (HasOwnBound(model) || HasOwnBound(preset.Model))
            ? new ObjectiveOptions { Likelihood = objective.Likelihood, Scale = objective.Scale, Sigma = objective.Sigma }
            : objective;

        static bool HasOwnBound(VaeOptions options) => options is ClusterVaeOptions or M2VaeOptions;
    }

    // A request that turns the preset's warm-up off need not say so twice.
    private static int WarmupEpochs(ObjectiveOptions preset, ObjectiveRequest request) =>
        request.WarmupEpochs ?? (request.Warmup == KebabNames.Of(WarmupKind.None) ? 0 : preset.WarmupEpochs);
}
