using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Objectives;

namespace Vae.Core.Training;

/// <summary>Chooses a likelihood by the pixels, and gives the model the scale that its likelihood needs.</summary>
internal static class LikelihoodChoice
{
    /// <summary>
    /// The likelihood that <c>auto</c> stands for. Without a look at the pixels they are taken for bytes. Pixels that are binarised are binary.
    /// Bernoulli needs a sigmoid output; other models of binary pixels are given the discretised logistic as well.
    /// </summary>
    public static LikelihoodKind Of(VaeOptions model, BinarizationKind binarization, DatasetProfile? data)
    {
        var binary = binarization != BinarizationKind.None || data?.Pixels == PixelKind.Binary;
        return binary && model is { Output: OutputActivation.Sigmoid, Range: PixelRange.Unit } ? LikelihoodKind.Bernoulli : LikelihoodKind.DiscretizedLogistic;
    }

    /// <summary>Whether an objective uses a trained scale.</summary>
    public static bool NeedsScale(ObjectiveOptions objective) => objective switch
    {
        { Likelihood: LikelihoodKind.DiscretizedLogistic } => true,
        { Likelihood: LikelihoodKind.Gaussian, Scale: ScaleKind.Learned } => true,
        _ => false,
    };
}
