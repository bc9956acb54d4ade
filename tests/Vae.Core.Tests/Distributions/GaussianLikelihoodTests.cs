using TorchSharp;
using Vae.Core.Distributions;
using Vae.Core.Models;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Distributions;

public class GaussianLikelihoodTests : TensorTest
{
    private static readonly MlpVaeOptions Linear = new() { LatentDim = 2, HiddenDims = [5], Output = OutputActivation.Linear, LearnedScale = true };

    [Fact]
    public void PerImage_IsTheLogDensitySummedOverPixels()
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model(Linear with { Output = OutputActivation.Tanh, Range = PixelRange.Symmetric });
        var raw = Values(0.2, -1, 3, 0);
        var x = Values(0.5, -0.5, 1, -1);

        var actual = Of(ScaleKind.Fixed, 0.3, model).PerImage(raw, x).data<double>().ToArray();

        actual[0].ShouldBe(Cost(0.5 - Math.Tanh(0.2), 0.3) + Cost(-0.5 - Math.Tanh(-1), 0.3), 1e-12);
        actual[1].ShouldBe(Cost(1 - Math.Tanh(3), 0.3) + Cost(-1, 0.3), 1e-12);
    }

    [Fact]
    public void PerImage_IsTheSquaredErrorAndAConstant_AtTheDefaultSigma()
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model(Linear);

        var actual = Of(ScaleKind.Fixed, new ObjectiveOptions().Sigma, model).Sum(Values(1, 2, 3, 4), Values(0, 0, 0, 0)).item<double>();

        actual.ShouldBe(30 + (4 * 0.5 * Math.Log(Math.PI)), 1e-12);
    }

    [Fact]
    public void Sum_IsTheBatchsGreatestLikelihood_AtTheOptimalScale()
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model(Linear);
        var raw = Values(1, 2, -1, 0.5);
        var x = Values(0.5, 1, 0, 0);
        var mse = (0.25 + 1 + 1 + 0.25) / 4;

        var likelihood = Of(ScaleKind.Optimal, 1, model);

        var least = likelihood.Sum(raw, x).item<double>();
        least.ShouldBe(4 * 0.5 * (Math.Log(2 * Math.PI) + Math.Log(mse) + 1), 1e-12);
        likelihood.PerImage(raw, x).sum().item<double>().ShouldBe(least, 1e-12);
        foreach (var factor in new[] { 0.9, 1.1 })
        {
            Of(ScaleKind.Fixed, factor * Math.Sqrt(mse), model).Sum(raw, x).item<double>().ShouldBeGreaterThan(least);
        }
    }

    [Fact]
    public void Gradient_IsThatOfTheFixedSigma_AtTheOptimalScale()
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model(Linear);
        var x = Values(0.5, 1, 0, 0);
        var sigma = Math.Sqrt((0.25 + 1 + 1 + 0.25) / 4);

        var optimal = Gradient(Of(ScaleKind.Optimal, 1, model));

        optimal.ShouldBe(Gradient(Of(ScaleKind.Fixed, sigma, model)), 1e-12);

        double[] Gradient(Likelihood likelihood)
        {
            var raw = Values(1, 2, -1, 0.5).requires_grad_();
            likelihood.Sum(raw, x).backward();
            return raw.grad!.data<double>().ToArray();
        }
    }

    [Fact]
    public void Sum_IsBounded_WhenTheReconstructionIsExact()
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model(Linear);
        var raw = Values(1, 2, 3, 4).requires_grad_();

        var cost = Of(ScaleKind.Optimal, 1, model).Sum(raw, raw.detach());
        cost.backward();

        cost.item<double>().ShouldBe(4 * (Math.Log(1e-3) + (0.5 * Math.Log(2 * Math.PI))), 1e-12);
        raw.grad!.data<double>().ToArray().ShouldBe([0, 0, 0, 0]);
    }

    [Fact]
    public void LearnedScale_HasNoGradient_AtTheRootMeanSquaredError()
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model(Linear).to(float64);
        var (raw, x) = (Values(1, 2, -1, 0.5), Values(0.5, 1, 0, 0));
        using (no_grad()) model.LogScale!.fill_(0.5 * Math.Log((0.25 + 1 + 1 + 0.25) / 4));

        Of(ScaleKind.Learned, 1, model).Sum(raw, x).backward();

        model.LogScale.grad!.item<double>().ShouldBe(0, 1e-12);
        var optimal = Of(ScaleKind.Optimal, 1, model).Sum(raw, x).item<double>();
        Of(ScaleKind.Learned, 1, model).Sum(raw, x).item<double>().ShouldBe(optimal, 1e-12);
    }

    private static Likelihood Of(ScaleKind scale, double sigma, VaeModel model) =>
        Likelihood.For(new ObjectiveOptions { Likelihood = LikelihoodKind.Gaussian, Scale = scale, Sigma = sigma }, model);

    /// <summary>Two images of two pixels.</summary>
    private static Tensor Values(params double[] values) => tensor(values).reshape(2, 1, 1, 2);

    private static double Cost(double distance, double sigma) =>
        (0.5 * distance * distance / (sigma * sigma)) + Math.Log(sigma) + (0.5 * Math.Log(2 * Math.PI));
}
