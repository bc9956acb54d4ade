using Vae.Core.Distributions;
using Vae.Core.Models;
using Vae.Core.Objectives;
using static System.FormattableString;
using static TorchSharp.torch;

namespace Vae.Core.Evaluation;

/// <summary>
/// Finds collapsed posteriors: dimensions in which q(z|x) is the prior for every image, so that the decoder learns nothing from them
/// (Bowman et al. 2016).
/// </summary>
public static class CollapseDoctor
{
    /// <summary>The KL in nats, mean over images, up to which a dimension counts as unused.</summary>
    public const double ActiveKl = 0.01;

    /// <summary>Images that it looks at, at most.</summary>
    internal const int MaxImages = 1000;

    private const long BatchSize = 250;

    // Below it the means are one number for all images, and rounding.
    private const double ConstantVariance = 1e-10;

    /// <summary>Looks at the posteriors of images.</summary>
    /// <param name="model">The model; put into evaluation mode for the call and back.</param>
    /// <param name="images">Held-out images, at least 1, on the model's device; the first 1,000 count.</param>
    /// <param name="objective">What the model was trained with: it decides what is a fault, and what is advised.</param>
    /// <param name="warmup">The share of β in force. Below 1 there is no diagnosis: the posterior still settles.</param>
    /// <returns>The findings.</returns>
    public static LatentHealth Examine(VaeModel model, Batch images, ObjectiveOptions objective, double warmup = 1)
    {
        if (model.Prior is not StandardNormal) return new LatentHealth();
        var wasTraining = model.training;
        using var mode = no_grad();
        using var scope = NewDisposeScope();
        model.eval();
        try
        {
            return Read(model, images, objective, warmup);
        }
        finally
        {
            model.train(wasTraining);
        }
    }

    private static LatentHealth Read(VaeModel model, Batch images, ObjectiveOptions objective, double warmup)
    {
        var count = Math.Min(images.X.shape[0], MaxImages);
        var (kl, means) = (new List<Tensor>(), new List<Tensor>());
        for (var start = 0L; start < count; start += BatchSize)
        {
            var length = Math.Min(BatchSize, count - start);
            var posterior = model.Encode(images.X.narrow(0, start, length), images.Y?.narrow(0, start, length));
            if (posterior is not DiagonalGaussian gaussian) return new LatentHealth();
            kl.Add(gaussian.KlPerDimension());
            means.Add(posterior.Mu);
        }

        var perDimension = TensorMemory.ToArray(cat(kl).mean([0]));
        var mu = cat(means);
        var variance = TensorMemory.ToArray((mu - mu.mean([0])).square().mean([0]));
        return Diagnose([.. perDimension.Select(value => (double)value)], variance.Max() < ConstantVariance, model.Options, objective, warmup);
    }

    /// <summary>The findings for measured values.</summary>
    /// <param name="kl">KL of each dimension, nats.</param>
    /// <param name="isConstant">Whether the means are the same for all images.</param>
    /// <param name="model">What the model was built from.</param>
    /// <param name="objective">What it was trained with.</param>
    /// <param name="warmup">The share of β in force.</param>
    internal static LatentHealth Diagnose(IReadOnlyList<double> kl, bool isConstant, VaeOptions model, ObjectiveOptions objective, double warmup)
    {
        if (!kl.All(double.IsFinite)) return new LatentHealth();
        var active = kl.Count(value => value > ActiveKl);
        var health = new LatentHealth { KlPerDimension = kl, ActiveUnits = active };
        // Without a KL in the loss nothing pulls the posterior to the prior, and with a share of it the pull still grows.
        if (objective.Beta == 0 || !objective.SampleLatent || warmup < 1) return health;

        if (active == 0)
        {
            var cause = isConstant ? " The encoder gives every image the same mean: a layer before it is dead, as a narrow ReLU bottleneck can be." : "";
            return health with
            {
                Diagnosis = Invariant($"The posterior collapsed: none of the {kl.Count} latent dimensions carries more than {ActiveKl} nats ({kl.Sum():0.####} in all), so the decoder ignores z and paints the same picture for every image.{cause}"),
                Advice = Advise(model, objective, isConstant),
            };
        }

        if (2 * active >= kl.Count) return health;
        return health with
        {
            Diagnosis = Invariant($"Most of the posterior collapsed: of {kl.Count} latent dimensions, {active} carry more than {ActiveKl} nats ({kl.Sum():0.##} in all)."),
            Advice = [.. Advise(model, objective, isConstant), Invariant($"Or leave it so: unused dimensions do no harm, and with model.latentDim {active} the model would hold as much.")],
        };
    }

    private static List<string> Advise(VaeOptions model, ObjectiveOptions objective, bool isConstant)
    {
        var advice = new List<string>();
        if (isConstant) advice.Add("Train again with another seed or a smaller learning rate: a dead layer has no gradient and does not come back.");
        if (model is ConvVaeOptions { Bottleneck: > 0 } conv)
            advice.Add(Invariant($"Widen model.bottleneck, now {conv.Bottleneck}, or set it to 0: few ReLU units before the latent die easily."));
        if (objective.Beta > 1) advice.Add(Invariant($"Lower the weight of the KL: it is {objective.Beta}, and 1 is the bound."));
        if (objective.Warmup == WarmupKind.None) advice.Add("Warm the KL up: objective.warmup linear, over a third of the epochs.");
        if (objective.FreeBits == 0) advice.Add("Give each dimension free bits: objective.freeBits 0.1.");
        if (model.Posterior == PosteriorKind.Gaussian) advice.Add("Take the preset bn-vae: batch normalisation of the means keeps the KL above a floor.");
        if (objective.Beta is > 0.1 and <= 1) advice.Add(Invariant($"Lower objective.beta, now {objective.Beta}: the loss is then no bound any more, but z is used."));
        return advice;
    }
}
