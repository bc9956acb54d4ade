using Vae.Core.Models;
using Vae.Core.Training;
using static System.FormattableString;

namespace Vae.Core.Objectives;

/// <summary>Which objectives make sense, and with which models and runs. One home of the rules; each message names cause and remedy.</summary>
internal static class ObjectiveRules
{
    public const double MaxBeta = 1000;
    public const int MaxSamples = 1000;
    public const double MaxSigma = 10;
    public const double MaxFreeBits = 100;
    public const double MaxTotalCorrelation = 1000;
    public const double MaxMmd = 100_000;
    public const double MaxClassifierWeight = 100_000;

    /// <summary>The total correlation compares every draw with every posterior in every dimension: at most 256 MiB in float32 for each of its few arrays.</summary>
    public const long MaxComparisons = 1L << 26;

    /// <summary>Samples decode as many images at once as so large a batch would.</summary>
    public const long MaxRows = 1L << 16;

    /// <summary>Adds everything that is wrong with an objective: values out of range and options that contradict each other, the model or the run.</summary>
    /// <param name="objective">The whole objective, defaults filled in.</param>
    /// <param name="model">The model it trains.</param>
    /// <param name="epochs">Epochs of the run.</param>
    /// <param name="violations">Where to add; fields begin with <c>objective.</c>, or with <c>model.</c> where the model has to change.</param>
    public static void Check(ObjectiveOptions objective, VaeOptions model, int epochs, List<Violation> violations)
    {
        CheckRanges(objective, violations);
        LikelihoodRules.Check(objective, model, violations);
        CheckDraws(objective, violations);
        CheckBound(objective, violations);
        CheckDimensions(objective, model, violations);
        CheckWarmup(objective, epochs, violations);
        MixtureRules.Check(objective, model, violations);
    }

    /// <summary>Adds what is wrong with an objective for batches of a size.</summary>
    /// <param name="objective">The whole objective, defaults filled in.</param>
    /// <param name="model">The model it trains.</param>
    /// <param name="batchSize">Images in a step.</param>
    /// <param name="violations">Where to add.</param>
    public static void CheckBatch(ObjectiveOptions objective, VaeOptions model, int batchSize, List<Violation> violations)
    {
        var comparisons = (long)batchSize * batchSize * model.LatentDim;
        if (objective.TotalCorrelation > 0 && comparisons > MaxComparisons)
        {
            violations.Add(new Violation(
                "training.batchSize",
                Invariant($"The total correlation compares batchSize² · latentDim = {comparisons} values in a step; at most {MaxComparisons} are allowed. Use a smaller batch."),
                Invariant($"{batchSize}")));
        }

        if (objective.TotalCorrelation > 0 && batchSize == 1)
        {
            violations.Add(new Violation(
                "training.batchSize", "The total correlation is a property of several images. Use a batch of 2 or more, or set objective.totalCorrelation to 0.", "1"));
        }

        if (objective.Mmd > 0 && batchSize == 1)
        {
            violations.Add(new Violation(
                "training.batchSize", "The MMD compares samples of several latents. Use a batch of 2 or more, or set objective.mmd to 0.", "1"));
        }

        var rows = batchSize * RowsPerImage(objective, model);
        if (model is M2VaeOptions && rows > MaxRows)
        {
            violations.Add(new Violation(
                "training.batchSize",
                Invariant($"An m2 model tries every class of an image without a label: a step would decode batchSize · classes = {rows} images; at most {MaxRows} are allowed. Use a batch of {MaxRows / model.Classes} or less."),
                Invariant($"{batchSize}")));
        }
        else if (objective.Samples > 1 && rows > MaxRows)
        {
            violations.Add(new Violation(
                "objective.samples",
                Invariant($"A step would decode batchSize · samples = {rows} images; at most {MaxRows} are allowed. Use fewer samples or a smaller batch."),
                Invariant($"{objective.Samples}")));
        }
    }

    /// <summary>How often an image goes through the model in a step, at most: once for each sample, or for each class that an m2 model tries.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="model">The model it trains.</param>
    public static long RowsPerImage(ObjectiveOptions objective, VaeOptions model) =>
        model is M2VaeOptions ? (long)objective.Samples * Math.Max(1, model.Classes) : objective.Samples;

    private static void CheckRanges(ObjectiveOptions objective, List<Violation> violations)
    {
        CheckRange("objective.beta", objective.Beta, 0, MaxBeta, violations);
        CheckRange("objective.sigma", objective.Sigma, Distributions.GaussianScale.LeastSigma, MaxSigma, violations);
        CheckRange("objective.samples", objective.Samples, 1, MaxSamples, violations);
        CheckRange("objective.freeBits", objective.FreeBits, 0, MaxFreeBits, violations);
        CheckRange("objective.totalCorrelation", objective.TotalCorrelation, 0, MaxTotalCorrelation, violations);
        CheckRange("objective.mmd", objective.Mmd, 0, MaxMmd, violations);
        CheckRange("objective.classifierWeight", objective.ClassifierWeight, 0, MaxClassifierWeight, violations);
        if (objective.LabelledShare > 0 && objective.LabelledShare <= 1) return;
        violations.Add(new Violation("objective.labelledShare", "Must be above 0 and at most 1.", Invariant($"{objective.LabelledShare}")));
    }

    /// <summary>A plain autoencoder has no posterior: nothing that is about one may be asked for.</summary>
    private static void CheckDraws(ObjectiveOptions objective, List<Violation> violations)
    {
        if (objective.SampleLatent) return;
        Add(objective.Beta > 0, "objective.beta", "Without sampling there is no posterior whose KL could weigh anything. Set beta to 0, or sampleLatent to true.", Invariant($"{objective.Beta}"));
        Add(objective.Samples > 1, "objective.samples", "Without sampling every sample is the same. Set samples to 1, or sampleLatent to true.", Invariant($"{objective.Samples}"));
        Add(
            objective.Bound == BoundKind.ImportanceWeighted,
            "objective.bound", "Without sampling there are no importance weights. Set bound to elbo, or sampleLatent to true.", "importance-weighted");
        Add(
            objective.Divergence == DivergenceKind.MonteCarlo,
            "objective.divergence", "Without sampling there are no draws to estimate the KL from. Set divergence to analytic, or sampleLatent to true.", "monte-carlo");
        Add(objective.TotalCorrelation > 0, "objective.totalCorrelation", "Without sampling there is no posterior to have one. Set it to 0, or sampleLatent to true.", Invariant($"{objective.TotalCorrelation}"));

        void Add(bool wrong, string field, string message, string actual)
        {
            if (wrong) violations.Add(new Violation(field, message, actual));
        }
    }

    private static void CheckBound(ObjectiveOptions objective, List<Violation> violations)
    {
        if (objective.Bound != BoundKind.ImportanceWeighted || !objective.SampleLatent) return;
        if (objective.Samples == 1)
        {
            violations.Add(new Violation("objective.samples", "With one sample the importance-weighted bound is the ELBO. Set samples to 2 or more, or bound to elbo.", "1"));
        }

        CheckOff("freeBits", objective.FreeBits);
        CheckOff("totalCorrelation", objective.TotalCorrelation);
        CheckOff("mmd", objective.Mmd);
        // A beta that is out of range has had its message; NaN compares as different from 1 and would get two.
        if (objective.Beta is 1 or < 0 or > MaxBeta or double.NaN) return;
        violations.Add(new Violation(
            "objective.beta", "The importance weights are p(x, z)/q(z|x) only where the KL has its full weight. Set beta to 1, or bound to elbo.", Invariant($"{objective.Beta}")));

        void CheckOff(string name, double value)
        {
            if (!(value > 0)) return;
            violations.Add(new Violation(
                "objective." + name, "The importance-weighted bound has no separate KL to change. Set this to 0, or bound to elbo.", Invariant($"{value}")));
        }
    }

    /// <summary>Free bits and the total correlation are sums over latent dimensions that are independent given the image.</summary>
    private static void CheckDimensions(ObjectiveOptions objective, VaeOptions model, List<Violation> violations)
    {
        if (objective.FreeBits > 0 && objective.Divergence == DivergenceKind.MonteCarlo)
        {
            violations.Add(new Violation(
                "objective.freeBits", "A floor for each dimension needs the KL in closed form. Set divergence to analytic, or freeBits to 0.", Invariant($"{objective.FreeBits}")));
        }

        if (objective.FreeBits > 0 && objective.Beta == 0)
        {
            violations.Add(new Violation("objective.freeBits", "With beta 0 no KL counts, so none is free. Set beta above 0, or freeBits to 0.", Invariant($"{objective.FreeBits}")));
        }

        if (model.Posterior != PosteriorKind.VonMisesFisher) return;
        CheckOff("freeBits", objective.FreeBits);
        CheckOff("totalCorrelation", objective.TotalCorrelation);

        void CheckOff(string name, double value)
        {
            if (!(value > 0)) return;
            violations.Add(new Violation(
                "objective." + name, "A von-mises-fisher posterior has no independent dimensions. Set this to 0, or use a gaussian posterior.", Invariant($"{value}")));
        }
    }

    private static void CheckWarmup(ObjectiveOptions objective, int epochs, List<Violation> violations)
    {
        const string field = "objective.warmupEpochs";
        var actual = Invariant($"{objective.WarmupEpochs}");
        if (objective.Warmup == WarmupKind.None)
        {
            if (objective.WarmupEpochs != 0)
                violations.Add(new Violation(field, "There is no warm-up to last so long. Set warmup to linear or cyclical, or warmupEpochs to 0.", actual));
            return;
        }

        if (objective.WarmupEpochs < 1)
            violations.Add(new Violation(field, "A warm-up lasts at least 1 epoch. Set warmupEpochs to 1 or more, or warmup to none.", actual));
        else if (objective.WarmupEpochs > epochs)
            violations.Add(new Violation(field, Invariant($"The warm-up would outlast the run's {epochs} epochs. Use fewer warmupEpochs, or more training.epochs."), actual));

        if (objective.Beta != 0) return;
        violations.Add(new Violation(
            "objective.warmup", "With beta 0 there is nothing to warm up. Set beta above 0, or warmup to none.", KebabNames.Of(objective.Warmup)));
    }

    // Written so that NaN fails too.
    private static void CheckRange(string field, double value, double min, double max, List<Violation> violations)
    {
        if (value >= min && value <= max) return;
        violations.Add(new Violation(field, Invariant($"Must be {min} to {max}."), Invariant($"{value}")));
    }
}
