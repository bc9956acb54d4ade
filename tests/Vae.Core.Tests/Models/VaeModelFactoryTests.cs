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
        { new LeakyMlpVaeOptions { LatentDim = 9, HiddenDims = [128, 64, 36, 18, 18] }, new ImageShape(1, 16, 16), 89_940 },
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

    [Theory]
    [MemberData(nameof(Every.Architecture), MemberType = typeof(Every))]
    public void CountParameters_IsThatOfTheModel(VaeOptions options, ImageShape shape)
    {
        using var model = Some.Model(options, shape);

        ModelLimits.CountParameters(options, shape).ShouldBe(model.ParameterCount);
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
    public void Create_TakesNoDraw_ForTheLearnedScale()
    {
        using var plain = Some.Model(Some.MlpOptions);
        using var scaled = Some.Model(Some.MlpOptions with { LearnedScale = true });

        scaled.LogScale!.data<float>().ToArray().ShouldBe([-2f]);
        Weights(scaled).ShouldBe([-2f, .. Weights(plain)]);
    }

    [Fact]
    public void Create_LeavesNormalisationsAtOneAndZero()
    {
        using var model = Some.Model(new ResNetVaeOptions { LatentDim = 2, Channels = [8], Blocks = 1 }, Some.ConvShape);
        var norms = model.named_parameters().Where(entry => entry.name.Contains("norm", StringComparison.Ordinal)).ToList();

        norms.Count.ShouldBe(12, "two in each of two blocks and one at each end, a weight and a bias each");
        foreach (var (name, parameter) in norms)
        {
            parameter.data<float>().ToArray().ShouldAllBe(value => value == (name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0), name);
        }
    }

    [Fact]
    public void Create_Throws_WhenTheImagesAreTooSmall()
    {
        using var generator = new Generator(0);

        Should.Throw<ArgumentException>(() => VaeModelFactory.Create(Some.ConvOptions, new ImageShape(1, 7, 28), generator))
            .Message.ShouldContain("8 to 256 pixels");
    }

    private static float[] Weights(VaeModel model) => [.. model.parameters().SelectMany(parameter => parameter.data<float>().ToArray())];
}
