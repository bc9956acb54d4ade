using Vae.Core.Distributions;
using Vae.Core.Models;
using Vae.Core.Objectives;
using static System.FormattableString;
using static TorchSharp.torch;

namespace Vae.Core.Evaluation;

/// <summary>
/// Finds collapsed posteriors: dimensions in which q(z|x) is the prior for every image, so that the decoder learns nothing from them
/// (Bowman et al. 2016), and dimensions whose means repeat each other, as behind a layer of which few units live.
/// </summary>
public static class CollapseDoctor
{
    /// <summary>The KL in nats, mean over images, up to which a dimension counts as unused.</summary>
    public const double ActiveKl = 0.01;

    /// <summary>Images that it looks at, at most.</summary>
    internal const int MaxImages = 1000;

    private const long MaxBatch = 250;

    private const string DeadLayer = " The encoder gives every image the same mean: a layer before it is dead, as a narrow ReLU bottleneck can be.";

    private static readonly double LeastKl = Math.Log(2);

    // Below it the means are one number for all images, and rounding.
    private const double ConstantVariance = 1e-10;

    // Fewer points than this for each dimension may lie in fewer directions by themselves.
    private const long ImagesPerDimension = 2;

    /// <summary>Looks at the posteriors of images.</summary>
    /// <param name="model">The model; put into evaluation mode for the call and back.</param>
    /// <param name="images">Held-out images, at least 1, on the model's device; 1,000 of them, spread over all, count.</param>
    /// <param name="objective">What the model was trained with: it decides what is a fault, and what is advised.</param>
    /// <param name="warmup">The share of β in force. Below 1 there is no diagnosis: the posterior still settles.</param>
    /// <returns>The findings.</returns>
    public static LatentHealth Examine(VaeModel model, Batch images, ObjectiveOptions objective, double warmup = 1) =>
        Examine(model, images.X.shape[0], rows => Take(images, rows), objective, warmup);

    /// <summary>The same on images that are made batch by batch.</summary>
    /// <param name="model">The model.</param>
    /// <param name="total">Number of images that there are.</param>
    /// <param name="take">Makes a batch of the images with these indices, in the current dispose scope.</param>
    /// <param name="objective">What the model was trained with.</param>
    /// <param name="warmup">The share of β in force.</param>
    internal static LatentHealth Examine(VaeModel model, long total, Func<long[], Batch> take, ObjectiveOptions objective, double warmup)
    {
        if (model.Prior is not StandardNormal) return new LatentHealth();
        var wasTraining = model.training;
        using var mode = no_grad();
        using var scope = NewDisposeScope();
        model.eval();
        try
        {
            return Read(model, SpreadRows.Of(MaxImages, total), take, objective, warmup);
        }
        finally
        {
            model.train(wasTraining);
        }
    }

    private static Batch Take(Batch images, long[] rows)
    {
        var index = tensor(rows, device: images.X.device);
        return new Batch(images.X.index_select(0, index), images.Y?.index_select(0, index));
    }

    private static LatentHealth Read(VaeModel model, long[] rows, Func<long[], Batch> take, ObjectiveOptions objective, double warmup)
    {
        var (kl, means) = (new List<Tensor>(), new List<Tensor>());
        foreach (var chunk in rows.Chunk((int)BatchBudget.Rows(model, MaxBatch)))
        {
            using var scope = NewDisposeScope();
            var batch = take(chunk);
            if (model.Encode(batch.X, batch.Y) is not DiagonalGaussian posterior) return new LatentHealth();
            kl.Add(scope.MoveToOuter(posterior.KlPerDimension()));
            means.Add(scope.MoveToOuter(posterior.Mu));
        }

        var perDimension = TensorMemory.ToArray(cat(kl).mean([0]));
        var mu = cat(means);
        var active = Enumerable.Range(0, perDimension.Length).Where(i => perDimension[i] > ActiveKl).ToArray();
        var carried = mu.index_select(1, tensor(Array.ConvertAll(active, i => (long)i), device: mu.device));
        return Diagnose([.. perDimension.Select(value => (double)value)], new Means(Directions(carried), IsConstant(mu)), model.Options, objective, warmup);
    }

    /// <summary>In how many directions means <c>[N, D]</c> vary; null where there are too few images to tell.</summary>
    private static int? Directions(Tensor mu)
    {
        var (count, dimensions) = (mu.shape[0], (int)mu.shape[1]);
        if (dimensions == 0) return 0;
        if (count < ImagesPerDimension * dimensions) return null;
        var centred = mu.to(ScalarType.Float64);
        centred = centred - centred.mean([0]);
        var covariance = centred.t().matmul(centred).div(count).cpu().data<double>().ToArray();
        return CovarianceRank.Of(covariance, dimensions, ConstantVariance);
    }

    private static bool IsConstant(Tensor mu) =>
        mu.shape[0] > 1 && TensorMemory.ToArray((mu - mu.mean([0])).square().mean([0])).Max() < ConstantVariance;

    /// <summary>The findings for measured values.</summary>
    /// <param name="kl">KL of each dimension, nats.</param>
    /// <param name="means">How the means vary.</param>
    /// <param name="model">What the model was built from.</param>
    /// <param name="objective">What it was trained with.</param>
    /// <param name="warmup">The share of β in force.</param>
    internal static LatentHealth Diagnose(IReadOnlyList<double> kl, Means means, VaeOptions model, ObjectiveOptions objective, double warmup)
    {
        if (!kl.All(double.IsFinite)) return new LatentHealth();
        var active = kl.Count(value => value > ActiveKl);
        var health = new LatentHealth { KlPerDimension = kl, ActiveUnits = active, Directions = means.Directions };
        // Without a KL in the loss nothing pulls the posterior to the prior, and with a share of it the pull still grows.
        if (objective.Beta == 0 || !objective.SampleLatent || warmup < 1) return health;

        var used = means.Directions ?? active;
        var finding = Find(kl, active, used, means.IsConstant);
        if (finding is null) return health;
        var advice = finding.IsFault ? CollapseAdvice.For(model, objective, means.IsConstant) : [];
        // Of a leaky-mlp model the latent space follows from its hidden layers.
        if (used > 0 && model is not LeakyMlpVaeOptions)
            advice.Add(Invariant($"{(finding.IsFault ? "Or leave" : "Leave")} it so, or set model.latentDim to {used}: the model would hold as much."));
        return health with { Diagnosis = finding.Text, Advice = advice };
    }

    /// <summary>
    /// Collapse is told from surplus by what is left. The mean KL is at least the mutual information of image and latent, so below ln 2 nats in all z
    /// cannot even tell two kinds of images apart; and one dimension left of several is a loss too, as of a plane that became a line. A model
    /// that carries more on several dimensions has merely more of them than it needs (Burda et al. 2016 find some 20 of 50 active on MNIST).
    /// </summary>
    /// <param name="kl">KL of each dimension.</param>
    /// <param name="active">Dimensions with a KL worth the name.</param>
    /// <param name="used">Directions in which the means of those vary.</param>
    /// <param name="isConstant">Whether the means are the same for all images.</param>
    private static Finding? Find(IReadOnlyList<double> kl, int active, int used, bool isConstant)
    {
        var (count, sum) = (kl.Count, kl.Sum());
        if (used == 0) return new Finding(true, Silence(count, active, sum) + (isConstant ? DeadLayer : ""));
        if (sum < LeastKl)
            return new Finding(true, Invariant($"The posterior all but collapsed: its {count} latent dimensions carry {sum:0.####} nats in all, and to tell two kinds of images apart takes {LeastKl:0.##}."));
        if (used == 1 && active > 1)
            return new Finding(true, Invariant($"Part of the posterior collapsed: the means of all images lie on one straight line through the {count} latent dimensions ({sum:0.##} nats in all), as where one unit of the layer before them is left alive."));
        if (used == 1 && count > 1)
            return new Finding(true, Invariant($"Part of the posterior collapsed: of {count} latent dimensions, 1 carries more than {ActiveKl} nats ({sum:0.##} in all)."));
        if (2 * used >= count) return null;
        var what = used < active ? $"the means vary in {used} directions of {count} latent dimensions" : $"{used} of {count} latent dimensions carry the images";
        return new Finding(false, Invariant($"This is no collapse: {what} ({sum:0.##} nats in all), and the other {count - used} are surplus, which does no harm."));
    }

    private static string Silence(int count, int active, double sum) => active == 0
        ? Invariant($"The posterior collapsed: none of the {count} latent dimensions carries more than {ActiveKl} nats ({sum:0.####} in all), so the decoder ignores z and paints the same picture for every image.")
        : Invariant($"The posterior collapsed: its {count} latent dimensions ({sum:0.####} nats in all) say the same of every image, so the decoder paints the same picture for each.");

    /// <summary>How posterior means vary over images.</summary>
    /// <param name="Directions">In how many directions those of the active dimensions do; null where there are too few images to tell.</param>
    /// <param name="IsConstant">Whether several images have the same means in all dimensions.</param>
    internal readonly record struct Means(int? Directions, bool IsConstant = false);

    private sealed record Finding(bool IsFault, string Text);
}
