using Vae.Core.Data;
using Vae.Core.Models;

namespace Vae.Core.Tests.Models;

/// <summary>Small models of every architecture, with each option used at least once, for images of awkward sizes.</summary>
public static class Every
{
    public static TheoryData<VaeOptions, ImageShape> Architecture { get; } = new()
    {
        { new MlpVaeOptions { LatentDim = 2, HiddenDims = [5, 4] }, new ImageShape(1, 4, 4) },
        { new MlpVaeOptions { LatentDim = 3, HiddenDims = [5], Activation = HiddenActivation.Tanh, Classes = 3 }, new ImageShape(3, 2, 5) },
        { new MlpVaeOptions { LatentDim = 2, HiddenDims = [6], Activation = HiddenActivation.Silu, Output = OutputActivation.Linear }, new ImageShape(1, 3, 3) },
        { Symmetric(new MlpVaeOptions { LatentDim = 2, HiddenDims = [6, 5], Activation = HiddenActivation.LeakyRelu }), new ImageShape(1, 3, 3) },
        { Symmetric(new LeakyMlpVaeOptions { LatentDim = 3, HiddenDims = [9, 7] }), new ImageShape(1, 4, 4) },
        { new LeakyMlpVaeOptions { LatentDim = 1, HiddenDims = [3], Classes = 2, DecodeDim = 60, LearnedScale = true }, new ImageShape(3, 4, 5) },
        { new ConvVaeOptions { LatentDim = 2 }, new ImageShape(1, 8, 12) },
        { new ConvVaeOptions { LatentDim = 3, Channels = [4], Classes = 3 }, new ImageShape(3, 9, 8) },
        { Symmetric(new ConvVaeOptions { LatentDim = 2, Channels = [3, 5, 4], Bottleneck = 0 }), new ImageShape(3, 13, 22) },
        { new ConvVaeOptions { LatentDim = 2, Channels = [2, 3, 4, 5, 6, 7], Bottleneck = 0, Classes = 2 }, new ImageShape(1, 45, 64) },
        { new ConvVaeOptions { LatentDim = 2, Channels = [2, 3, 1], LearnedScale = true }, new ImageShape(1, 8, 256) },
        { new ResNetVaeOptions { LatentDim = 2, Channels = [8], Blocks = 1 }, new ImageShape(1, 8, 8) },
        { new ResNetVaeOptions { LatentDim = 3, Channels = [6, 4], Classes = 4 }, new ImageShape(3, 11, 14) },
        { Symmetric(new ResNetVaeOptions { LatentDim = 2, Channels = [8, 4], Upsampling = UpsamplingKind.PixelShuffle }), new ImageShape(3, 9, 15) },
        { new ResNetVaeOptions { LatentDim = 2, Channels = [4, 5, 6], Blocks = 1, Upsampling = UpsamplingKind.PixelShuffle, LearnedScale = true }, new ImageShape(1, 8, 17) },
    };

    private static VaeOptions Symmetric(VaeOptions options) => options with { Output = OutputActivation.Tanh, Range = PixelRange.Symmetric };
}
