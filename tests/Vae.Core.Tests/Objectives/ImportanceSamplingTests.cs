using TorchSharp;
using Vae.Core.Distributions;
using Vae.Core.Models;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Objectives;

public class ImportanceSamplingTests : TensorTest
{
    private const int Count = 3;

    private static readonly MlpVaeOptions OneDimensional = new() { LatentDim = 1, HiddenDims = [5], LearnedScale = true };

    public static TheoryData<LikelihoodKind, ScaleKind> Kinds { get; } = new()
    {
        { LikelihoodKind.Bernoulli, ScaleKind.Fixed },
        { LikelihoodKind.ContinuousBernoulli, ScaleKind.Fixed },
        { LikelihoodKind.Gaussian, ScaleKind.Fixed },
        { LikelihoodKind.Gaussian, ScaleKind.Learned },
        { LikelihoodKind.DiscretizedLogistic, ScaleKind.Fixed },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Estimate_MeetsTheIntegralOverLatents(LikelihoodKind kind, ScaleKind scale)
    {
        const int samples = 4000;
        using var scope = NewDisposeScope();
        using var model = Model();
        using var generator = new Generator(2);
        var options = new ObjectiveOptions { Likelihood = kind, Scale = scale };
        var x = Images();

        var estimate = ImportanceSampling.Estimate(model, new Batch(x), options, samples, generator);

        var exact = Integrated(model, options, x);
        var actual = estimate.LogLikelihood.data<double>().ToArray();
        var effective = estimate.EffectiveSampleSize.data<double>().ToArray();
        for (var image = 0; image < Count; image++)
        {
            effective[image].ShouldBeInRange(10, samples);
            // The relative variance of a mean of weights is 1/ESS − 1/k.
            actual[image].ShouldBe(exact[image], 4 * Math.Sqrt((1 / effective[image]) - (1.0 / samples)), $"image {image}");
        }
    }

    [Fact]
    public void Estimate_AddsUpChunks()
    {
        // 48 values a sample: three chunks.
        const int samples = 100_000;
        using var scope = NewDisposeScope();
        using var model = Model();
        using var generator = new Generator(2);
        var x = Images();

        var estimate = ImportanceSampling.Estimate(model, new Batch(x), new ObjectiveOptions(), samples, generator);

        var exact = Integrated(model, new ObjectiveOptions(), x);
        var effective = estimate.EffectiveSampleSize.data<double>().ToArray();
        effective.ShouldAllBe(size => size > 0.02 * samples && size <= samples);
        var errors = estimate.LogLikelihood.data<double>().ToArray().Zip(exact, (a, b) => Math.Abs(a - b));
        errors.Zip(effective, (error, size) => error / Math.Sqrt((1 / size) - (1.0 / samples))).ShouldAllBe(error => error < 4);
    }

    [Fact]
    public void Estimate_IsExact_WhenThePosteriorIsTheTrueOne()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        using var generator = new Generator(2);
        using (no_grad())
        {
            // The decoder says one thing whatever z is, so the true posterior is the prior, and so is the encoder's.
            foreach (var (name, parameter) in model.named_parameters())
            {
                if (name != "fc4.bias") parameter.fill_(0);
            }
        }

        var x = Images();
        var estimate = ImportanceSampling.Estimate(model, new Batch(x), new ObjectiveOptions(), 20, generator);

        var expected = (-new BernoulliLikelihood().PerImage(model.DecodeRaw(zeros(Count, 1, dtype: float64)), x)).data<double>().ToArray();
        estimate.LogLikelihood.data<double>().ToArray().ShouldBe(expected, 1e-12);
        estimate.EffectiveSampleSize.data<double>().ToArray().ShouldBe([20, 20, 20], 1e-9);
    }

    [Fact]
    public void Estimate_HasOneSigma_WithTheOptimalScale()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        using var first = new Generator(2);
        using var second = new Generator(2);
        var x = Images();
        var options = new ObjectiveOptions { Likelihood = LikelihoodKind.Gaussian, Scale = ScaleKind.Optimal };

        var actual = ImportanceSampling.Estimate(model, new Batch(x), options, 30, first);

        var sigma = Math.Sqrt((x - model.Decode(model.Encode(x).Mu)).square().mean().item<double>());
        var same = ImportanceSampling.Estimate(model, new Batch(x), options with { Scale = ScaleKind.Fixed, Sigma = sigma }, 30, second);
        actual.LogLikelihood.data<double>().ToArray().ShouldBe(same.LogLikelihood.data<double>().ToArray(), 1e-9);
    }

    [Fact]
    public void Estimate_LeavesTwoTensors_WithoutGradients()
    {
        using var model = Some.Model();
        using var x = Some.Images(2).ToTensor();
        using var generator = new Generator(2);
        var before = Tensor.TotalCount;

        using var estimate = ImportanceSampling.Estimate(model, new Batch(x), new ObjectiveOptions(), 3, generator);

        (Tensor.TotalCount - before).ShouldBe(2);
        estimate.LogLikelihood.requires_grad.ShouldBeFalse();
        estimate.LogLikelihood.dtype.ShouldBe(ScalarType.Float64);
    }

    [Fact]
    public void Estimate_Throws_WithoutSamples_AndForAPlainAutoencoder()
    {
        using var model = Some.Model();
        using var x = Some.Images(2).ToTensor();
        using var generator = new Generator(2);

        Should.Throw<ArgumentOutOfRangeException>(() => ImportanceSampling.Estimate(model, new Batch(x), new ObjectiveOptions(), 0, generator));
        Should.Throw<ArgumentException>(() => ImportanceSampling.Estimate(model, new Batch(x), new ObjectiveOptions { SampleLatent = false }, 5, generator))
            .Message.ShouldContain("plain autoencoder");
    }

    /// <summary>log ∫ p(x|z) p(z) dz of each image by the trapezoidal rule on [−9, 9]; what is outside has a mass of 1e-18.</summary>
    private static double[] Integrated(VaeModel model, ObjectiveOptions options, Tensor x)
    {
        const int steps = 6000;
        using var mode = no_grad();
        var z = linspace(-9, 9, steps + 1, dtype: float64).unsqueeze(1);
        var raw = model.DecodeRaw(z);
        var likelihood = Likelihood.For(options, model);
        return [.. Enumerable.Range(0, Count).Select(image =>
        {
            var target = x.narrow(0, image, 1).expand(steps + 1, 1, 4, 4);
            var log = model.Prior.LogProbability(z) - likelihood.PerImage(raw, target);
            return log.logsumexp(0).item<double>() + Math.Log(18.0 / steps);
        })];
    }

    /// <summary>A model whose decoder hangs on the latent: larger weights than at the start.</summary>
    private static VaeModel Model()
    {
        var model = Some.Model(OneDimensional).to(float64);
        using var mode = no_grad();
        foreach (var (name, parameter) in model.named_parameters())
        {
            if (name is "fc3.weight" or "fc4.weight") parameter.mul_(2);
        }

        model.LogScale!.fill_(-1);
        return model;
    }

    private static Tensor Images() => Some.Images(Count).ToTensor().to(float64);
}
