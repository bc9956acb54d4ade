using TorchSharp;
using Vae.Core.Distributions;
using Vae.Core.Models;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Objectives;

/// <summary>What each option does to the terms.</summary>
public class ObjectiveTermsTests : TensorTest
{
    private const int Count = 8;

    [Theory]
    [InlineData(BoundKind.Elbo, DivergenceKind.Analytic, 3, 0.0, 0.0, 0.0)]
    [InlineData(BoundKind.Elbo, DivergenceKind.MonteCarlo, 3, 0.0, 0.0, 0.0)]
    [InlineData(BoundKind.Elbo, DivergenceKind.Analytic, 1, 0.5, 0.0, 0.0)]
    [InlineData(BoundKind.Elbo, DivergenceKind.Analytic, 1, 0.0, 4.0, 0.0)]
    [InlineData(BoundKind.Elbo, DivergenceKind.Analytic, 1, 0.0, 0.0, 9.0)]
    [InlineData(BoundKind.Elbo, DivergenceKind.Analytic, 2, 0.5, 4.0, 9.0)]
    [InlineData(BoundKind.ImportanceWeighted, DivergenceKind.Analytic, 5, 0.0, 0.0, 0.0)]
    public void Loss_IsTheSumOfItsTerms(BoundKind bound, DivergenceKind divergence, int samples, double freeBits, double totalCorrelation, double mmd)
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model().to(float64);
        var options = new ObjectiveOptions
        {
            Bound = bound,
            Divergence = divergence,
            Samples = samples,
            FreeBits = freeBits,
            TotalCorrelation = totalCorrelation,
            Mmd = mmd,
            Beta = bound == BoundKind.Elbo ? 2 : 1,
        };

        foreach (var warmup in new[] { 0, 0.3, 1 })
        {
            var terms = Evaluate(model, options, warmup);

            var sum = Value(terms.Recon) + (warmup * options.Beta * Value(terms.Kl)) + (terms.Extra is { } extra ? Value(extra) : 0);
            Value(terms.Loss).ShouldBe(sum, 1e-9 * sum);
        }
    }

    [Fact]
    public void Samples_AreAveragedAsLosses_AndNeverAsImages()
    {
        using var scope = NewDisposeScope();
        using var model = Loud();
        var (x, options) = (Images(), new ObjectiveOptions { Samples = 3 });
        using var same = new Generator(4);

        var terms = Evaluate(model, options);

        // Row s·B + b is sample s of image b.
        var posterior = model.Encode(x);
        var raw = model.DecodeRaw(posterior.Repeat(3).Sample(same));
        var likelihood = new BernoulliLikelihood();
        var ofSamples = Enumerable.Range(0, 3).Average(s => Value(likelihood.Sum(raw.narrow(0, s * Count, Count), x)));
        Value(terms.Recon).ShouldBe(ofSamples, 1e-9 * ofSamples);
        Value(terms.Kl).ShouldBe(Value(model.Prior.Kl(posterior)!.sum()), 1e-9);

        // Jensen: the average image looks better than the samples are.
        var average = raw.sigmoid().view(3, Count, 16).mean([0L]).view_as(x);
        Value(likelihood.Sum(average.log() - (-average).log1p(), x)).ShouldBeLessThan(ofSamples - 0.01);
    }

    [Fact]
    public void Kl_ConvergesToTheClosedForm_WhenEstimated()
    {
        const int samples = 4000;
        using var scope = NewDisposeScope();
        using var model = Loud();
        var posterior = model.Encode(Images());
        using var other = new Generator(77);
        var z = posterior.Repeat(samples).Sample(other);
        var ratios = (posterior.Repeat(samples).LogProbability(z) - model.Prior.LogProbability(z)).view(samples, Count).sum(1L);

        var estimated = Value(Evaluate(model, new ObjectiveOptions { Samples = samples, Divergence = DivergenceKind.MonteCarlo }).Kl);

        var error = Value(ratios.std()) / Math.Sqrt(samples);
        var exact = Value(model.Prior.Kl(posterior)!.sum());
        estimated.ShouldBe(exact, 4 * error);
        error.ShouldBeLessThan(0.05 * exact);
    }

    [Fact]
    public void FreeBits_LeaveTheKlAsItIs_AndItsGradientOut_UnderTheFloor()
    {
        using var scope = NewDisposeScope();
        using var model = Loud();
        var plain = Evaluate(model, new ObjectiveOptions());

        var terms = Evaluate(model, new ObjectiveOptions { FreeBits = 100 });

        Value(terms.Kl).ShouldBe(Value(plain.Kl), 1e-12);
        // Two dimensions, each under the floor of 100 nats an image.
        Value(terms.Loss).ShouldBe(Value(plain.Recon) + (2 * 100 * Count), 1e-8);
        Gradients(model, new ObjectiveOptions { FreeBits = 100 }).ShouldBe(Gradients(model, new ObjectiveOptions { Beta = 0 }), 1e-12);
    }

    [Fact]
    public void FreeBits_ChangeNothing_WhenEveryDimensionIsAboveThem()
    {
        using var scope = NewDisposeScope();
        using var model = Loud();
        ((DiagonalGaussian)model.Encode(Images())).KlPerDimension().mean([0L]).data<double>().ToArray().ShouldAllBe(kl => kl > 1e-3);

        var options = new ObjectiveOptions { FreeBits = 1e-3 };

        Value(Evaluate(model, options).Extra!).ShouldBe(0, 1e-10);
        Gradients(model, options).ShouldBe(Gradients(model, new ObjectiveOptions()), 1e-10);
    }

    [Fact]
    public void ImportanceWeights_MakeTheElbo_OfOneSample()
    {
        using var scope = NewDisposeScope();
        using var model = Loud();

        var weighted = Evaluate(model, new ObjectiveOptions { Bound = BoundKind.ImportanceWeighted });
        var plain = Evaluate(model, new ObjectiveOptions { Divergence = DivergenceKind.MonteCarlo });

        Value(weighted.Loss).ShouldBe(Value(plain.Loss), 1e-9);
        Value(weighted.Extra!).ShouldBe(0, 1e-12);
    }

    [Fact]
    public void ImportanceWeights_MakeTheBoundTighter_WithMoreSamples()
    {
        using var scope = NewDisposeScope();
        using var model = Loud();

        // The same 50 draws of every image each time, in groups of 1, 5 and 50: by Jensen each bound is above the one before, draw for draw.
        var bounds = new[] { 1, 5, 50 }.Select(Bound).ToArray();

        bounds[0].ShouldBeLessThan(bounds[1] - 0.01);
        bounds[1].ShouldBeLessThan(bounds[2] - 0.01);

        double Bound(int samples)
        {
            using var generator = new Generator(4);
            var objective = new ElboObjective(new ObjectiveOptions { Bound = BoundKind.ImportanceWeighted, Samples = samples });
            return Enumerable.Range(0, 50 / samples).Average(_ => -Value(objective.Evaluate(model, new Batch(Images()), generator).Loss));
        }
    }

    [Fact]
    public void Autoencoder_DecodesTheMean_DrawsNothing_AndHasNoKl()
    {
        using var scope = NewDisposeScope();
        using var model = Loud();
        using var generator = new Generator(4);
        using var untouched = new Generator(4);
        var x = Images();

        var terms = new ElboObjective(new ObjectiveOptions { SampleLatent = false, Beta = 0 }).Evaluate(model, new Batch(x), generator);
        terms.Loss.backward();

        var expected = Value(new BernoulliLikelihood().Sum(model.DecodeRaw(model.Encode(x).Mu), x));
        Value(terms.Loss).ShouldBe(expected, 1e-12);
        Value(terms.Recon).ShouldBe(expected, 1e-12);
        Value(terms.Kl).ShouldBe(0);
        terms.Extra.ShouldBeNull();
        randn(16, generator: generator).data<float>().ToArray().ShouldBe(randn(16, generator: untouched).data<float>().ToArray());
        model.named_parameters().Single(entry => entry.name == "fc22.weight").parameter.grad.ShouldBeNull("nothing reads the variances");
    }

    [Fact]
    public void Mmd_IsWeighedPerImage_AndDrawsFromThePriorAfterThePosterior()
    {
        using var scope = NewDisposeScope();
        using var model = Loud();
        using var same = new Generator(4);

        var terms = Evaluate(model, new ObjectiveOptions { Mmd = 7 });

        var z = model.Encode(Images()).Sample(same);
        var expected = MaximumMeanDiscrepancy.Estimate(z, model.Prior.Sample(Count, same).to(float64));
        Value(terms.Extra!).ShouldBe(7 * Count * Value(expected), 1e-9);
    }

    [Fact]
    public void TotalCorrelation_IsThatOfTheDrawsAndTheDataset()
    {
        using var scope = NewDisposeScope();
        using var model = Loud();
        using var same = new Generator(4);

        var terms = Evaluate(model, new ObjectiveOptions { TotalCorrelation = 7 }, warmup: 0.5);

        var posterior = (DiagonalGaussian)model.Encode(Images());
        Value(terms.Extra!).ShouldBe(3.5 * Value(TotalCorrelation.Sum(posterior.Sample(same), posterior, 100)), 1e-9);
    }

    [Fact]
    public void New_Throws_WhenTheTotalCorrelationDoesNotKnowTheDataset() =>
        Should.Throw<ArgumentException>(() => Objective.For(new ObjectiveOptions { TotalCorrelation = 1 }, Some.MlpOptions)).Message.ShouldContain("was not given");

    [Theory]
    [InlineData(LikelihoodKind.Gaussian, BoundKind.ImportanceWeighted, 0.0)]
    [InlineData(LikelihoodKind.ContinuousBernoulli, BoundKind.Elbo, 3.0)]
    public void Evaluate_LeavesFourScalars_OutsideAnyScope(LikelihoodKind likelihood, BoundKind bound, double weight)
    {
        using var model = Some.Model();
        using var x = Some.Images(3).ToTensor();
        using var generator = new Generator(1);
        var options = new ObjectiveOptions
        {
            Likelihood = likelihood,
            Scale = likelihood == LikelihoodKind.Gaussian ? ScaleKind.Optimal : ScaleKind.Fixed,
            Bound = bound,
            Samples = 2,
            FreeBits = weight,
            TotalCorrelation = weight,
            Mmd = weight,
        };
        var before = Tensor.TotalCount;

        using var terms = new ElboObjective(options, 10).Evaluate(model, new Batch(x), generator);

        (Tensor.TotalCount - before).ShouldBe(4);
    }

    /// <summary>A model whose decoder hangs on the latent and whose posteriors are off the prior: ten times the initial weights of its heads and output.</summary>
    private static VaeModel Loud()
    {
        var model = Some.Model().to(float64);
        using var mode = no_grad();
        foreach (var (name, parameter) in model.named_parameters())
        {
            if (name is "fc3.weight" or "fc4.weight" or "fc21.weight") parameter.mul_(4);
        }

        return model;
    }

    private static Tensor Images() => Some.Images(Count).ToTensor().to(float64);

    private static ElboTerms Evaluate(VaeModel model, ObjectiveOptions options, double warmup = 1)
    {
        using var generator = new Generator(4);
        return new ElboObjective(options, 100).Evaluate(model, new Batch(Images()), generator, warmup);
    }

    private static double[] Gradients(VaeModel model, ObjectiveOptions options)
    {
        model.zero_grad();
        Evaluate(model, options).Loss.backward();
        return [.. model.parameters().SelectMany(parameter => parameter.grad!.reshape(-1).data<double>().ToArray())];
    }

    private static double Value(Tensor scalar) => scalar.item<double>();
}
