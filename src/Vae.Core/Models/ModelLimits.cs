using Vae.Core.Data;
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
    public const int MaxStages = 6;
    public const int MaxChannels = 1024;
    public const int MaxBlocks = 8;
    public const int MinClasses = 2;
    public const int MaxClasses = 256;

    /// <summary>Sides of images for models with convolutions.</summary>
    public const int MinMapSide = 8;

    /// <inheritdoc cref="MinMapSide"/>
    public const int MaxMapSide = 256;

    /// <summary>Below this a normalisation group could hold a single value.</summary>
    public const int MinNormalisedChannels = 4;

    /// <summary>At 16 bytes a parameter (value, gradient, Adam's two moments) training stays within 1.6 GB.</summary>
    public const long MaxParameters = 100_000_000;

    /// <summary>One image's way through the model stays within 256 MB.</summary>
    public const long MaxActivations = 64_000_000;

    /// <summary>Everything that keeps a model from being built; paths begin at <c>model</c> and <c>dataset</c>.</summary>
    public static IReadOnlyList<Violation> Check(VaeOptions options, ImageShape input)
    {
        var violations = new List<Violation>();
        CheckInput(options, input, violations);
        CheckRange("model.latentDim", options.LatentDim, 1, MaxLatentDim, violations);
        CheckOutput(options, violations);
        PosteriorLimits.Check(options, violations);
        if (options.Classes != 0 || options is M2VaeOptions) CheckClasses(options, violations);
        switch (options)
        {
            case MlpVaeOptions mlp: CheckHidden(mlp.HiddenDims, violations); break;
            case LeakyMlpVaeOptions leaky: CheckLeaky(leaky, input, violations); break;
            case ConvVaeOptions conv: CheckConv(conv, input, violations); break;
            case ResNetVaeOptions resnet: CheckResNet(resnet, input, violations); break;
            case M2VaeOptions m2: CheckHidden(m2.HiddenDims, violations); break;
            case ClusterVaeOptions cluster: CheckRange("model.clusters", cluster.Clusters, MinClasses, MaxClasses, violations); break;
        }

        // The cost means something only when its factors do.
        if (violations.Count == 0) CheckCost(ModelCost.Of(options, input), violations);
        return violations;
    }

    /// <summary>Number of trained values of a model that keeps the limits of its single dimensions.</summary>
    public static long CountParameters(VaeOptions options, ImageShape input) => ModelCost.Of(options, input).Parameters;

    private static void CheckCost(ModelCost cost, List<Violation> violations)
    {
        if (cost.Parameters > MaxParameters)
        {
            violations.Add(new Violation(
                "model",
                Invariant($"The model would have {cost.Parameters} parameters; at most {MaxParameters} are allowed. Use smaller or fewer layers, or smaller images."),
                Invariant($"{cost.Parameters}")));
        }

        if (cost.Activations > MaxActivations)
        {
            violations.Add(new Violation(
                "model",
                Invariant($"One image would leave {cost.Activations} values in the model's layers; at most {MaxActivations} are allowed. Use narrower layers, or smaller images."),
                Invariant($"{cost.Activations}")));
        }
    }

    private static void CheckInput(VaeOptions options, ImageShape input, List<Violation> violations)
    {
        if (input.Channels is not (1 or 3))
        {
            violations.Add(new Violation(
                "dataset", "Its images must have 1 channel (grey) or 3 (RGB). Choose another dataset.", Invariant($"{input.Channels}")));
        }

        var convolves = options is not (MlpVaeOptions or LeakyMlpVaeOptions or M2VaeOptions);
        var (min, max) = convolves ? (MinMapSide, MaxMapSide) : (1, MaxSide);
        if (input.Height >= min && input.Height <= max && input.Width >= min && input.Width <= max) return;
        violations.Add(new Violation(
            "dataset",
            convolves
                ? Invariant($"For a {options.Architecture} model its images must be {min} to {max} pixels high and wide. Choose an mlp preset or another dataset.")
                : Invariant($"Its images must be {min} to {max} pixels high and wide. Choose another dataset."),
            input.ToString()));
    }

    private static void CheckOutput(VaeOptions options, List<Violation> violations)
    {
        var needed = options.Output switch
        {
            OutputActivation.Sigmoid => PixelRange.Unit,
            OutputActivation.Tanh => PixelRange.Symmetric,
            _ => options.Range,
        };
        if (options.Range == needed) return;
        violations.Add(new Violation(
            "model.range",
            $"An output of {KebabNames.Of(options.Output)} cannot reach pixels of the range {KebabNames.Of(options.Range)}. Use {KebabNames.Of(needed)}, or the output linear.",
            KebabNames.Of(options.Range)));
    }

    private static void CheckClasses(VaeOptions options, List<Violation> violations)
    {
        if (options.Classes is >= MinClasses and <= MaxClasses && options is not ClusterVaeOptions) return;
        var message = options switch
        {
            ClusterVaeOptions => "A cluster model finds its classes itself and is told none. Leave it out, and choose the number of clusters.",
            M2VaeOptions => Invariant($"An m2 model must know how many classes there are: {MinClasses} to {MaxClasses}."),
            _ => Invariant($"Must be 0 (the model is told no classes), or {MinClasses} to {MaxClasses}."),
        };
        violations.Add(new Violation("model.classes", message, Invariant($"{options.Classes}")));
    }

    private static void CheckLeaky(LeakyMlpVaeOptions options, ImageShape input, List<Violation> violations)
    {
        CheckHidden(options.HiddenDims, violations);
        if (options.HiddenDims.Count > 0 && options.HiddenDims[^1] is var last and > 0 && options.LatentDim != last / 2)
        {
            violations.Add(new Violation(
                "model.latentDim",
                last < 2
                    ? Invariant($"A {options.Architecture} model has half its last hidden width as latent dimensions: that width must be at least 2.")
                    : Invariant($"A {options.Architecture} model has half its last hidden width as latent dimensions: {last / 2} for {last}. Change one of the two."),
                Invariant($"{options.LatentDim}")));
        }

        if (options.DecodeDim is { } decoded && decoded != Pixels(input))
        {
            violations.Add(new Violation(
                "model.decodeDim",
                Invariant($"Must be {Pixels(input)}, the values of an image of {input}: the loss compares what is decoded with the image. Or leave it out."),
                Invariant($"{decoded}")));
        }

        static long Pixels(ImageShape shape) => (long)shape.Channels * shape.Height * shape.Width;
    }

    private static void CheckConv(ConvVaeOptions options, ImageShape input, List<Violation> violations)
    {
        CheckStages(options.Channels, 1, input, violations);
        CheckRange("model.bottleneck", options.Bottleneck, 0, MaxHiddenDim, violations);
    }

    private static void CheckResNet(ResNetVaeOptions options, ImageShape input, List<Violation> violations)
    {
        CheckStages(options.Channels, MinNormalisedChannels, input, violations);
        CheckRange("model.blocks", options.Blocks, 1, MaxBlocks, violations);
    }

    private static void CheckStages(IReadOnlyList<int> channels, int min, ImageShape input, List<Violation> violations)
    {
        if (!CheckWidths("model.channels", channels, MaxStages, (min, MaxChannels), violations)) return;
        var most = Stages.Most(input);
        if (channels.Count <= most || most < 1) return;
        violations.Add(new Violation(
            "model.channels",
            Invariant($"Every stage halves the image; one of {input} can be halved {most} times. List at most {most} widths."),
            Invariant($"{channels.Count} widths")));
    }

    private static void CheckHidden(IReadOnlyList<int> hiddenDims, List<Violation> violations) =>
        CheckWidths("model.hiddenDims", hiddenDims, MaxHiddenLayers, (1, MaxHiddenDim), violations);

    private static bool CheckWidths(string field, IReadOnlyList<int> widths, int most, (int Min, int Max) each, List<Violation> violations)
    {
        if (widths.Count < 1 || widths.Count > most)
        {
            violations.Add(new Violation(field, Invariant($"Must list 1 to {most} widths."), Invariant($"{widths.Count} widths")));
            return false;
        }

        for (var i = 0; i < widths.Count; i++) CheckRange(Invariant($"{field}[{i}]"), widths[i], each.Min, each.Max, violations);
        return true;
    }

    private static void CheckRange(string field, int value, int min, int max, List<Violation> violations)
    {
        if (value >= min && value <= max) return;
        violations.Add(new Violation(field, Invariant($"Must be {min} to {max}."), Invariant($"{value}")));
    }
}
