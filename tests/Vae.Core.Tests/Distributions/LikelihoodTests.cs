using Vae.Core.Distributions;
using Vae.Core.Models;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Distributions;

public class LikelihoodTests : TensorTest
{
    private static readonly MlpVaeOptions Scaled = new() { LatentDim = 2, HiddenDims = [5], LearnedScale = true };

    public static TheoryData<LikelihoodKind, ScaleKind> Kinds { get; } = new()
    {
        { LikelihoodKind.Bernoulli, ScaleKind.Fixed },
        { LikelihoodKind.ContinuousBernoulli, ScaleKind.Fixed },
        { LikelihoodKind.Gaussian, ScaleKind.Fixed },
        { LikelihoodKind.Gaussian, ScaleKind.Learned },
        { LikelihoodKind.Gaussian, ScaleKind.Optimal },
        { LikelihoodKind.DiscretizedLogistic, ScaleKind.Fixed },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sum_IsTheSumOverImages_AndNeitherLeavesTensors(LikelihoodKind kind, ScaleKind scale)
    {
        using var model = Some.Model(Scaled);
        using var generator = new Generator(2);
        using var x = Some.Images(6).ToTensor();
        using var raw = randn(6, 1, 4, 4, generator: generator);
        var likelihood = Likelihood.For(new ObjectiveOptions { Likelihood = kind, Scale = scale }, model);
        var before = Tensor.TotalCount;

        using var each = likelihood.PerImage(raw, x);
        using var sum = likelihood.Sum(raw, x);

        (Tensor.TotalCount - before).ShouldBe(2);
        each.shape.ShouldBe([6L]);
        // 96 float32 terms in another order.
        ((double)sum.item<float>()).ShouldBe(each.data<float>().ToArray().Sum(value => (double)value), 1e-4);
    }

    [Theory]
    [InlineData(LikelihoodKind.DiscretizedLogistic, ScaleKind.Fixed)]
    [InlineData(LikelihoodKind.Gaussian, ScaleKind.Learned)]
    public void For_Throws_WhenTheModelHasNoScale(LikelihoodKind kind, ScaleKind scale)
    {
        using var model = Some.Model();

        Should.Throw<ArgumentException>(() => Likelihood.For(new ObjectiveOptions { Likelihood = kind, Scale = scale }, model))
            .Message.ShouldContain("needs a trained scale and the model has none");
    }
}
