using Vae.Core.Data;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Models;

public class VaeModelFactoryTests : TensorTest
{
    private static readonly ImageShape Mnist = new(1, 28, 28);

    public static TheoryData<VaeOptions, ImageShape, long> Counts { get; } = new()
    {
        { new MlpVaeOptions { LatentDim = 20, HiddenDims = [400] }, Mnist, 652_824 },
        { new MlpVaeOptions { LatentDim = 2, HiddenDims = [256] }, Mnist, 404_244 },
        { new MlpVaeOptions { LatentDim = 20, HiddenDims = [512, 256] }, Mnist, 1_082_680 },
        { new ConvVaeOptions { LatentDim = 2 }, Mnist, 69_076 + 65_089 },
        { new ConvVaeOptions { LatentDim = 16 }, Mnist, 178_545 },
    };

    [Theory]
    [MemberData(nameof(Counts))]
    public void ParameterCount_IsThatOfTheWriteUp(VaeOptions options, ImageShape shape, long expected)
    {
        using var model = Some.Model(options, shape);

        model.ParameterCount.ShouldBe(expected);
        ModelLimits.CountParameters(options, shape).ShouldBe(expected);
    }

    [Fact]
    public void CountParameters_IsThatOfTheModel_WhenImagesAreColoured()
    {
        var shape = new ImageShape(3, 32, 64);
        using var conv = Some.Model(Some.ConvOptions, shape);
        using var mlp = Some.Model(Some.MlpOptions, shape);

        ModelLimits.CountParameters(Some.ConvOptions, shape).ShouldBe(conv.ParameterCount);
        ModelLimits.CountParameters(Some.MlpOptions, shape).ShouldBe(mlp.ParameterCount);
    }

    [Fact]
    public void Create_DependsOnTheGeneratorAlone()
    {
        manual_seed(1);
        using var first = Some.Model(seed: 9);
        manual_seed(2);
        using var second = Some.Model(seed: 9);
        using var third = Some.Model(seed: 10);

        Weights(second).ShouldBe(Weights(first));
        Weights(third).ShouldNotBe(Weights(first));
    }

    [Fact]
    public void Create_Throws_WhenTheSizeIsNoMultipleOfFour()
    {
        using var generator = new Generator(0);

        Should.Throw<ArgumentException>(() => VaeModelFactory.Create(Some.ConvOptions, new ImageShape(1, 28, 30), generator))
            .Message.ShouldContain("multiples of 4");
    }

    private static float[] Weights(VaeModel model) => [.. model.parameters().SelectMany(parameter => parameter.data<float>().ToArray())];
}
