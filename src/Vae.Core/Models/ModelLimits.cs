using Vae.Core.Data;
using Vae.Core.Distributions;
using Vae.Core.Training;
using static System.FormattableString;

namespace Vae.Core.Models;

/// <summary>What may be built. One home of the rules for requests, manifests and direct construction.</summary>
internal static class ModelLimits
{
    public const int MaxLatentDim = 512;
    public const int MaxHiddenLayers = 8;
    public const int MaxHiddenDim = 8192;
    public const int MaxSide = 1024;

    /// <summary>At 16 bytes a parameter (value, gradient, Adam's two moments) training stays within 1.6 GB.</summary>
    public const long MaxParameters = 100_000_000;

    /// <summary>Everything that keeps a model from being built; paths begin at <c>model</c> and <c>dataset</c>.</summary>
    public static IReadOnlyList<Violation> Check(VaeOptions options, ImageShape input)
    {
        var violations = new List<Violation>();
        CheckInput(options, input, violations);
        CheckRange("model.latentDim", options.LatentDim, MaxLatentDim, violations);
        CheckPosterior(options, violations);
        if (options is MlpVaeOptions mlp) CheckHidden(mlp.HiddenDims, violations);

        // The count means something only when its factors do.
        if (violations.Count == 0 && CountParameters(options, input) is var count and > MaxParameters)
        {
            violations.Add(new Violation(
                "model",
                Invariant($"The model would have {count} parameters; at most {MaxParameters} are allowed. Use smaller or fewer layers, or smaller images."),
                Invariant($"{count}")));
        }

        return violations;
    }

    /// <summary>Number of trained values of a model that keeps the limits of its single dimensions.</summary>
    public static long CountParameters(VaeOptions options, ImageShape input)
    {
        long latent = options.LatentDim;
        if (options is MlpVaeOptions mlp)
        {
            long[] widths = [input.Pixels, .. mlp.HiddenDims.Select(width => (long)width)];
            var down = widths.Zip(widths.Skip(1), Dense).Sum();
            var up = widths.Zip(widths.Skip(1), (outer, inner) => Dense(inner, outer)).Sum();
            return down + (2 * Dense(widths[^1], latent)) + Dense(latent, widths[^1]) + up;
        }

        long flat = ConvEncoder.InnerChannels * (input.Height / ConvVae.SizeStep) * (input.Width / ConvVae.SizeStep);
        var encoder = (9 * 32 * input.Channels) + 32 + (9 * 32 * 64) + 64 + Dense(flat, 16) + (2 * Dense(16, latent));
        var decoder = Dense(latent, flat) + (9 * 64 * 64) + 64 + (9 * 64 * 32) + 32 + (9 * 32 * input.Channels) + input.Channels;
        return encoder + decoder;

        static long Dense(long from, long to) => (from + 1) * to;
    }

    private static void CheckInput(VaeOptions options, ImageShape input, List<Violation> violations)
    {
        if (input.Channels is not (1 or 3))
        {
            violations.Add(new Violation(
                "dataset", "Its images must have 1 channel (grey) or 3 (RGB). Choose another dataset.", Invariant($"{input.Channels}")));
        }

        if (input.Height is < 1 or > MaxSide || input.Width is < 1 or > MaxSide)
        {
            violations.Add(new Violation(
                "dataset", Invariant($"Its images must be 1 to {MaxSide} pixels high and wide. Choose another dataset."), input.ToString()));
        }
        else if (options is ConvVaeOptions && (input.Height % ConvVae.SizeStep != 0 || input.Width % ConvVae.SizeStep != 0))
        {
            violations.Add(new Violation(
                "preset",
                Invariant($"A conv model needs images whose height and width are multiples of {ConvVae.SizeStep}. Choose an mlp preset or another dataset."),
                input.ToString()));
        }
    }

    private static void CheckPosterior(VaeOptions options, List<Violation> violations)
    {
        if (options.Posterior != PosteriorKind.VonMisesFisher) return;
        if (options.LatentDim == 1)
        {
            violations.Add(new Violation(
                "model.latentDim", "A von-mises-fisher posterior needs at least 2 dimensions: in one there are two directions only. Use 2 or more.", "1"));
        }

        if (options.Kappa is >= VonMisesFisher.MinKappa and <= VonMisesFisher.MaxKappa) return;
        violations.Add(new Violation(
            "model.kappa", Invariant($"Must be {VonMisesFisher.MinKappa} to {VonMisesFisher.MaxKappa}."), Invariant($"{options.Kappa}")));
    }

    private static void CheckHidden(IReadOnlyList<int> hiddenDims, List<Violation> violations)
    {
        if (hiddenDims.Count is < 1 or > MaxHiddenLayers)
        {
            violations.Add(new Violation(
                "model.hiddenDims", Invariant($"Must list 1 to {MaxHiddenLayers} widths."), Invariant($"{hiddenDims.Count} widths")));
            return;
        }

        for (var i = 0; i < hiddenDims.Count; i++) CheckRange(Invariant($"model.hiddenDims[{i}]"), hiddenDims[i], MaxHiddenDim, violations);
    }

    private static void CheckRange(string field, int value, int max, List<Violation> violations)
    {
        if (value >= 1 && value <= max) return;
        violations.Add(new Violation(field, Invariant($"Must be 1 to {max}."), Invariant($"{value}")));
    }
}
