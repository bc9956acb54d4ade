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
    public static ObjectiveOptions Resolve(ObjectiveOptions preset, ObjectiveRequest? request, List<Violation> violations)
    {
        var read = new OptionReader(violations);
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
        };
    }

    // A request that turns the preset's warm-up off need not say so twice.
    private static int WarmupEpochs(ObjectiveOptions preset, ObjectiveRequest request) =>
        request.WarmupEpochs ?? (request.Warmup == KebabNames.Of(WarmupKind.None) ? 0 : preset.WarmupEpochs);
}
