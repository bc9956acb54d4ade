using Vae.Core.Evaluation;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Evaluation;

public class RandomFeaturesTests : TensorTest
{
    [Theory]
    [InlineData(1, 28)]
    [InlineData(3, 8)]
    public void Of_GivesTheSame_WhenMadeAgain(int channels, int side)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(4);
        var images = rand(250, channels, side, side, generator: generator);
        using var first = new RandomFeatures(channels);
        using var second = new RandomFeatures(channels);

        var features = first.Of(images, TestContext.Current.CancellationToken);

        features.shape.ShouldBe([250, 112]);
        second.Of(images, TestContext.Current.CancellationToken).data<float>().ToArray().ShouldBe(features.data<float>().ToArray());
    }

    [Fact]
    public void Distance_IsSmallForDigits_AndLargeForNoise()
    {
        using var scope = NewDisposeScope();
        using var features = new RandomFeatures(1);
        using var generator = new Generator(4);
        var some = Fit(Vae.Core.Data.DigitsGenerator.Generate(300, 1).ToTensor());
        var others = Fit(Vae.Core.Data.DigitsGenerator.Generate(300, 2).ToTensor());
        var noise = Fit(rand(300, 1, 28, 28, generator: generator));

        some.Frechet(noise).ShouldBeGreaterThan(100 * some.Frechet(others));

        GaussianFit Fit(Tensor images) => GaussianFit.Of(features.Of(images, TestContext.Current.CancellationToken));
    }
}
