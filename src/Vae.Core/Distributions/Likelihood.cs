using TorchSharp.Modules;
using Vae.Core.Models;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Distributions;

/// <summary>A distribution of an image's pixels given what the decoder says of them: p(x|z).</summary>
public abstract class Likelihood
{
    /// <summary>The likelihood that an objective asks for.</summary>
    /// <param name="options">Checked options.</param>
    /// <param name="model">Gives the location's activation, the range of pixels, and the trained scale; it must outlive the result.</param>
    /// <returns>Holds no tensors of its own.</returns>
    /// <exception cref="ArgumentException">The likelihood needs the model's trained scale, and the model has none.</exception>
    public static Likelihood For(ObjectiveOptions options, VaeModel model) => options.Likelihood switch
    {
        LikelihoodKind.Bernoulli => new BernoulliLikelihood(),
        LikelihoodKind.ContinuousBernoulli => new ContinuousBernoulliLikelihood(),
        LikelihoodKind.Gaussian => new GaussianLikelihood(model, ScaleOf(options, model)),
        LikelihoodKind.DiscretizedLogistic => new DiscretizedLogisticLikelihood(model, TrainedScale(options, model)),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Likelihood, "There is no such likelihood."),
    };

    /// <summary>−log p(x|z) of each image.</summary>
    /// <param name="raw"><c>[N, C, H, W]</c>, the decoder's last layer before its activation.</param>
    /// <param name="x">Pixels in the model's range: <c>[N, C, H, W]</c>.</param>
    /// <returns><c>[N]</c>, nats, summed over the pixels; the caller disposes it.</returns>
    public abstract Tensor PerImage(Tensor raw, Tensor x);

    /// <summary>−log p(x|z) summed over the batch: the same numbers as <see cref="PerImage"/>, in one operation where there is one.</summary>
    /// <param name="raw"><c>[N, C, H, W]</c>, the decoder's last layer before its activation.</param>
    /// <param name="x">Pixels in the model's range: <c>[N, C, H, W]</c>.</param>
    /// <returns>A scalar, nats; the caller disposes it.</returns>
    public virtual Tensor Sum(Tensor raw, Tensor x)
    {
        using var each = PerImage(raw, x);
        return each.sum();
    }

    private static GaussianScale ScaleOf(ObjectiveOptions options, VaeModel model) => options.Scale switch
    {
        ScaleKind.Fixed => new GaussianScale.Fixed(options.Sigma),
        ScaleKind.Learned => new GaussianScale.Learned(TrainedScale(options, model)),
        ScaleKind.Optimal => new GaussianScale.Optimal(),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Scale, "There is no such scale."),
    };

    private static Parameter TrainedScale(ObjectiveOptions options, VaeModel model) => model.LogScale ?? throw new ArgumentException(
        $"The likelihood {options.Likelihood} needs a trained scale and the model has none. Build it with a learned scale.", nameof(model));
}
