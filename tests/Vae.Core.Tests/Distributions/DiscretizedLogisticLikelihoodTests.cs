using TorchSharp;
using Vae.Core.Distributions;
using Vae.Core.Models;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Distributions;

public class DiscretizedLogisticLikelihoodTests : TensorTest
{
    /// <summary>From a bin's fraction to wider than the range; locations inside, at the edge and outside.</summary>
    public static TheoryData<bool, double, double> Cases { get; } = new MatrixTheoryData<bool, double, double>(
        [false, true], [-8.0, -3, 0, 2], [-0.7, 0, 0.43, 1, 1.5]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Masses_SumToOne(bool symmetric, double logScale, double location)
    {
        using var scope = NewDisposeScope();
        using var model = Model(symmetric, logScale);
        var x = model.ToRange(Levels());

        var masses = (-Of(model).PerImage(full_like(x, location), x)).exp();

        masses.sum().item<double>().ShouldBe(1, 1e-10);
    }

    [Theory]
    [InlineData(false, 0, 255)]
    [InlineData(true, -1, 127.5)]
    public void PerImage_IsTheMassBetweenTheEdgesOfTheBin(bool symmetric, double least, double levelsPerUnit)
    {
        using var scope = NewDisposeScope();
        using var model = Model(symmetric, Math.Log(0.07));
        var x = model.ToRange(Levels());
        const double location = 0.3;

        var actual = Of(model).PerImage(full_like(x, location), x).data<double>().ToArray();

        for (var level = 0; level < 256; level++)
        {
            var upper = level == 255 ? 1 : Sigmoid((least + ((level + 0.5) / levelsPerUnit) - location) / 0.07);
            var lower = level == 0 ? 0 : Sigmoid((least + ((level - 0.5) / levelsPerUnit) - location) / 0.07);
            // The difference of two sigmoids near 1 keeps 16 digits of 1, not of itself: masses here are above 1e-7.
            Math.Exp(-actual[level]).ShouldBe(upper - lower, 1e-13, $"level {level}");
        }

        static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));
    }

    [Fact]
    public void PerImage_AndItsGradients_AreFinite_FarFromTheLocation_InFloat32()
    {
        using var scope = NewDisposeScope();
        using var model = Model(symmetric: false, logScale: -8).to(float32);
        var x = Levels().to(float32);
        var raw = zeros_like(x).requires_grad_();

        var cost = Of(model).Sum(raw, x);
        cost.backward();

        float.IsFinite(cost.item<float>()).ShouldBeTrue();
        raw.grad!.data<float>().ToArray().ShouldAllBe(value => float.IsFinite(value));
        float.IsFinite(model.LogScale!.grad!.item<float>()).ShouldBeTrue();
    }

    private static Likelihood Of(VaeModel model) => Likelihood.For(new ObjectiveOptions { Likelihood = LikelihoodKind.DiscretizedLogistic }, model);

    private static VaeModel Model(bool symmetric, double logScale)
    {
        var range = symmetric ? PixelRange.Symmetric : PixelRange.Unit;
        var model = Some.Model(new MlpVaeOptions { LatentDim = 2, HiddenDims = [5], Output = OutputActivation.Linear, Range = range, LearnedScale = true }).to(float64);
        using var mode = no_grad();
        model.LogScale!.fill_(logScale);
        return model;
    }

    /// <summary>256 images of one pixel, each with another value.</summary>
    private static Tensor Levels() => (arange(256, dtype: float64) / 255).reshape(256, 1, 1, 1);
}
