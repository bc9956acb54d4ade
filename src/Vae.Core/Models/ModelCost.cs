using Vae.Core.Data;

namespace Vae.Core.Models;

/// <summary>What a model costs, known without building it.</summary>
/// <param name="Parameters">Number of trained values.</param>
/// <param name="Activations">
/// Values that the layers of one image's way through encoder and decoder leave: what training holds for the backward pass, of each image of a
/// batch, is about this many floats.
/// </param>
/// <param name="MultiplyAdds">Multiplications with addition of one image's way through encoder and decoder; a training step takes about three times as many.</param>
public sealed record ModelCost(long Parameters, long Activations, long MultiplyAdds)
{
    /// <summary>The cost of a model.</summary>
    /// <param name="options">Options that keep the limits of each single dimension.</param>
    /// <param name="input">Shape of the images.</param>
    public static ModelCost Of(VaeOptions options, ImageShape input)
    {
        var meter = new LayerMeter();
        meter.Values(input.Pixels);
        switch (options)
        {
            case MlpVaeOptions mlp: Mlp(mlp, input, meter); break;
            case LeakyMlpVaeOptions leaky: LeakyMlp(leaky, input, meter); break;
            case ConvVaeOptions conv: Conv(conv, input, meter); break;
            case ResNetVaeOptions resnet: ResNet(resnet, input, meter); break;
            case ClusterVaeOptions cluster: Cluster(cluster, input, meter); break;
            case M2VaeOptions m2: M2(m2, input, meter); break;
            default: throw new ArgumentException($"There is no architecture '{options.Architecture}'.", nameof(options));
        }

        if (options.Posterior == PosteriorKind.BatchNorm) meter.Scalars(options.LatentDim);
        if (options.LearnedScale) meter.Scalars(1);
        return meter.Total();
    }

    private static void Mlp(MlpVaeOptions options, ImageShape input, LayerMeter meter)
    {
        Chain([input.Pixels + options.Classes, .. options.HiddenDims], meter);
        Heads(options, options.HiddenDims[^1], meter);
        Chain([options.LatentDim + options.Classes, .. options.HiddenDims.Reverse(), input.Pixels], meter);
    }

    private static void LeakyMlp(LeakyMlpVaeOptions options, ImageShape input, LayerMeter meter)
    {
        Chain([input.Pixels + options.Classes, .. options.HiddenDims], meter);
        Heads(options, options.HiddenDims[^1], meter);
        Heads(options, options.LatentDim, meter);
        Chain([options.LatentDim + options.Classes, .. options.HiddenDims.Reverse(), options.DecodeDim ?? input.Pixels], meter);
    }

    private static void Conv(ConvVaeOptions options, ImageShape input, LayerMeter meter)
    {
        var channels = options.Channels;
        var sizes = Stages.Sizes(input, channels.Count);
        var flat = channels[^1] * sizes[^1].Area;
        for (var i = 0; i < channels.Count; i++) meter.Convolution(i == 0 ? input.Channels : channels[i - 1], channels[i], sizes[i + 1].Area);

        if (options.Bottleneck > 0) meter.Dense(flat, options.Bottleneck);
        Heads(options, (options.Bottleneck > 0 ? options.Bottleneck : flat) + options.Classes, meter);

        meter.Dense(options.LatentDim + options.Classes, flat);
        for (var i = channels.Count - 1; i >= 0; i--)
        {
            meter.TransposedConvolution(channels[Math.Min(i + 1, channels.Count - 1)], channels[i], sizes[i + 1].Area, sizes[i].Area);
        }

        meter.Convolution(channels[0], input.Channels, sizes[0].Area);
    }

    private static void Cluster(ClusterVaeOptions options, ImageShape input, LayerMeter meter)
    {
        Conv(options.Convolutions, input, meter);
        Chain([options.LatentDim, ClusterVaeOptions.ClassifierWidth, options.Clusters], meter);
        meter.Scalars((long)options.Clusters * options.LatentDim);
    }

    private static void M2(M2VaeOptions options, ImageShape input, LayerMeter meter)
    {
        Chain([input.Pixels, .. options.HiddenDims, options.Classes], meter);
        Chain([input.Pixels + options.Classes, .. options.HiddenDims], meter);
        Heads(options, options.HiddenDims[^1], meter);
        Chain([options.LatentDim + options.Classes, .. options.HiddenDims.Reverse(), input.Pixels], meter);
    }

    private static void ResNet(ResNetVaeOptions options, ImageShape input, LayerMeter meter)
    {
        var channels = options.Channels;
        var sizes = Stages.Sizes(input, channels.Count);
        var flat = channels[^1] * sizes[^1].Area;
        for (var i = 0; i < channels.Count; i++)
        {
            meter.Convolution(i == 0 ? input.Channels : channels[i - 1], channels[i], sizes[i + 1].Area);
            for (var block = 0; block < options.Blocks; block++) meter.Residual(channels[i], sizes[i + 1].Area);
        }

        meter.Normalisation(channels[^1], sizes[^1].Area);
        Heads(options, flat + options.Classes, meter);

        meter.Dense(options.LatentDim + options.Classes, flat);
        for (var i = channels.Count - 1; i >= 0; i--)
        {
            for (var block = 0; block < options.Blocks; block++) meter.Residual(channels[i], sizes[i + 1].Area);
            Upsampling(options.Upsampling, channels[i], channels[Math.Max(i - 1, 0)], (sizes[i + 1], sizes[i]), meter);
        }

        meter.Normalisation(channels[0], sizes[0].Area);
        meter.Convolution(channels[0], input.Channels, sizes[0].Area);
    }

    private static void Upsampling(UpsamplingKind kind, int from, int to, (MapSize Small, MapSize Large) size, LayerMeter meter)
    {
        if (kind == UpsamplingKind.Nearest)
        {
            meter.Values(from * size.Large.Area);
            meter.Convolution(from, to, size.Large.Area);
            return;
        }

        meter.Convolution(from, 4 * to, size.Small.Area);
        meter.Values(to * size.Large.Area);
    }

    private static void Chain(long[] widths, LayerMeter meter)
    {
        foreach (var (from, to) in widths.Zip(widths.Skip(1))) meter.Dense(from, to);
    }

    private static void Heads(VaeOptions options, long from, LayerMeter meter)
    {
        meter.Dense(from, options.LatentDim);
        if (options.HasSpread) meter.Dense(from, options.LatentDim);
    }
}
