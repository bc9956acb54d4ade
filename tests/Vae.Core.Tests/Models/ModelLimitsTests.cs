using Vae.Core.Data;
using Vae.Core.Models;

namespace Vae.Core.Tests.Models;

public class ModelLimitsTests
{
    private static readonly ImageShape Grey = new(1, 28, 28);

    public static TheoryData<VaeOptions, ImageShape, string[]> Refused { get; } = new()
    {
        { Mlp() with { LatentDim = 0 }, Grey, ["model.latentDim"] },
        { Mlp() with { LatentDim = 513 }, Grey, ["model.latentDim"] },
        { Mlp() with { HiddenDims = [] }, Grey, ["model.hiddenDims"] },
        { Mlp() with { HiddenDims = [1, 2, 3, 4, 5, 6, 7, 8, 9] }, Grey, ["model.hiddenDims"] },
        { Mlp() with { HiddenDims = [0, 5, 8193] }, Grey, ["model.hiddenDims[0]", "model.hiddenDims[2]"] },
        { Mlp() with { Output = OutputActivation.Tanh }, Grey, ["model.range"] },
        { Mlp() with { Range = PixelRange.Symmetric }, Grey, ["model.range"] },
        { Mlp() with { Classes = 1 }, Grey, ["model.classes"] },
        { Mlp() with { Classes = -1 }, Grey, ["model.classes"] },
        { Mlp() with { Classes = 257 }, Grey, ["model.classes"] },
        { Mlp(), new ImageShape(2, 28, 28), ["dataset"] },
        { Mlp(), new ImageShape(1, 0, 28), ["dataset"] },
        { Mlp(), new ImageShape(1, 28, 1025), ["dataset"] },
        { Mlp() with { HiddenDims = [8192, 8192, 8192] }, Grey, ["model"] },
        { Leaky() with { LatentDim = 4 }, Grey, ["model.latentDim"] },
        { Leaky() with { HiddenDims = [1], LatentDim = 1 }, Grey, ["model.latentDim"] },
        { Leaky() with { DecodeDim = 1568 }, Grey, ["model.decodeDim"] },
        { Leaky() with { DecodeDim = -1 }, Grey, ["model.decodeDim"] },
        { Conv() with { Channels = [] }, Grey, ["model.channels"] },
        { Conv() with { Channels = [1, 1, 1, 1, 1, 1, 1] }, new ImageShape(1, 256, 256), ["model.channels"] },
        { Conv() with { Channels = [0, 1025] }, Grey, ["model.channels[0]", "model.channels[1]"] },
        { Conv() with { Channels = [4, 4, 4, 4] }, new ImageShape(1, 8, 256), ["model.channels"] },
        { Conv() with { Bottleneck = -1 }, Grey, ["model.bottleneck"] },
        { Conv() with { Bottleneck = 8193 }, Grey, ["model.bottleneck"] },
        { Conv(), new ImageShape(1, 7, 28), ["dataset"] },
        { Conv(), new ImageShape(1, 28, 257), ["dataset"] },
        { Conv() with { Channels = [1024], Bottleneck = 1 }, new ImageShape(3, 256, 256), ["model"] },
        { ResNet() with { Channels = [3] }, Grey, ["model.channels[0]"] },
        { ResNet() with { Channels = [1025] }, Grey, ["model.channels[0]"] },
        { ResNet() with { Channels = [4, 4, 4, 4] }, new ImageShape(1, 8, 8), ["model.channels"] },
        { ResNet() with { Blocks = 0 }, Grey, ["model.blocks"] },
        { ResNet() with { Blocks = 9 }, Grey, ["model.blocks"] },
        { ResNet(), new ImageShape(3, 7, 300), ["dataset"] },
        {
            ResNet() with { LatentDim = 0, Classes = 1, Output = OutputActivation.Tanh, Channels = [0], Blocks = 0 },
            new ImageShape(2, 7, 7),
            ["dataset", "dataset", "model.latentDim", "model.range", "model.classes", "model.channels[0]", "model.blocks"]
        },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Check_NamesEveryViolation(VaeOptions options, ImageShape input, string[] fields)
    {
        var violations = ModelLimits.Check(options, input);

        violations.Select(violation => violation.Field).ShouldBe(fields);
        violations.ShouldAllBe(violation => violation.Actual != null && violation.Message.EndsWith('.'));
    }

    public static TheoryData<VaeOptions, ImageShape> Accepted { get; } = new()
    {
        { Mlp() with { LatentDim = 512, HiddenDims = [1, 1, 1, 1, 1, 1, 1, 1], Classes = 256 }, new ImageShape(1, 1, 1) },
        { Mlp() with { HiddenDims = [8] }, new ImageShape(3, 1024, 1024) },
        { Mlp() with { Output = OutputActivation.Tanh, Range = PixelRange.Symmetric }, Grey },
        { Mlp() with { Output = OutputActivation.Linear, Range = PixelRange.Symmetric, Classes = 2 }, Grey },
        { Leaky() with { DecodeDim = 784 }, Grey },
        { Conv() with { Channels = [1, 1, 1, 1, 1, 1], Bottleneck = 0 }, new ImageShape(1, 33, 256) },
        { Conv() with { Channels = [4, 4, 4] }, new ImageShape(1, 8, 8) },
        { Conv(), new ImageShape(3, 256, 256) },
        { ResNet() with { LatentDim = 128 }, new ImageShape(3, 256, 256) },
        { ResNet() with { Channels = [4], Blocks = 8 }, Grey },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Check_FindsNothing_AtTheLimits(VaeOptions options, ImageShape input) => ModelLimits.Check(options, input).ShouldBeEmpty();

    private static MlpVaeOptions Mlp() => new() { LatentDim = 2, HiddenDims = [5] };

    private static LeakyMlpVaeOptions Leaky() => new() { LatentDim = 3, HiddenDims = [7] };

    private static ConvVaeOptions Conv() => new() { LatentDim = 2 };

    private static ResNetVaeOptions ResNet() => new() { LatentDim = 2 };
}
