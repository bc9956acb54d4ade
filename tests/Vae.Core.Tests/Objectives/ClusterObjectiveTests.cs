using TorchSharp;
using Vae.Core.Data;
using Vae.Core.Distributions;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Objectives;

public class ClusterObjectiveTests : TensorTest
{
    private static readonly ImageShape Input = new(1, 8, 8);
    private static readonly ClusterVaeOptions Model = new() { LatentDim = 3, Clusters = 4 };
    private static readonly ObjectiveOptions Options = new() { Likelihood = LikelihoodKind.Gaussian, Sigma = Math.Sqrt(0.2) };

    [Theory]
    [InlineData(DivergenceKind.Analytic)]
    [InlineData(DivergenceKind.MonteCarlo)]
    public void Evaluate_IsTheSourcesFormula(DivergenceKind divergence)
    {
        using var scope = NewDisposeScope();
        using var model = (ClusterVae)Some.Model(Model, Input);
        Spread(model);
        var x = Images(5);
        using var first = new Generator(1);
        using var second = new Generator(1);

        using var terms = Objective.For(Options with { Divergence = divergence }, Model).Evaluate(model, new Batch(x), first, 0.5);

        var q = (DiagonalGaussian)model.Encode(x);
        var z = q.Sample(second);
        var sse = (model.Decode(z) - x).square().sum().item<float>();
        var constant = x.numel() * 0.5 * Math.Log(2 * Math.PI * 0.2);
        terms.Recon.item<float>().ShouldBe((float)((5 * 0.5 * sse) + constant), 1e-2f);

        var shares = model.LogClusters(z).exp();
        var means = model.named_parameters().Single(entry => entry.name == "means").parameter;
        var (kl, entropy) = (0.0, 0.0);
        for (var y = 0; y < 4; y++)
        {
            var cluster = new DiagonalGaussian(means[y].expand(5, 3), zeros(5, 3));
            var each = divergence == DivergenceKind.Analytic ? q.Kl(cluster) : q.LogProbability(z) - cluster.LogProbability(z);
            kl += (shares.select(1, y) * each).sum().item<float>();
            entropy -= (shares.select(1, y) * shares.select(1, y).log()).sum().item<float>();
        }

        terms.Kl.item<float>().ShouldBe((float)kl, 1e-3f);
        terms.Extra!.item<float>().ShouldBe((float)-entropy, 1e-4f);
        terms.Loss.item<float>().ShouldBe(terms.Recon.item<float>() + (0.5f * terms.Kl.item<float>()) + terms.Extra!.item<float>(), 1e-3f);
    }

    [Theory]
    [InlineData(DivergenceKind.Analytic)]
    [InlineData(DivergenceKind.MonteCarlo)]
    public void Evaluate_HasTheGradientOfFiniteDifferences(DivergenceKind divergence)
    {
        using var scope = NewDisposeScope();
        using var model = (ClusterVae)Some.Model(Model, Input);
        Spread(model);
        model.to(float64);

        LinkedGradients.Check(Objective.For(Options with { Divergence = divergence }, Model), model, new Batch(Images(3).to(float64)));
    }

    [Fact]
    public void Evaluate_RefusesAnotherModel()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var model = Some.Model();

        Should.Throw<ArgumentException>(() => new ClusterObjective(Options).Evaluate(model, new Batch(zeros(1, 1, 4, 4)), generator))
            .Message.ShouldContain("mlp");
    }

    [Fact]
    public void Classify_GivesProbabilities_AndThePriorStandsAtTheMeans()
    {
        using var scope = NewDisposeScope();
        using var model = (ClusterVae)Some.Model(Model, Input);
        Spread(model);
        using var generator = new Generator(1);

        var found = model.Classify(Images(6))!;
        var z = model.Prior.Sample(200, generator, temperature: 0);

        model.Categories.ShouldBe(4);
        found.shape.ShouldBe([6, 4]);
        found.sum(1).sub(1).abs().max().item<float>().ShouldBeLessThan(1e-6f);
        // Without temperature every draw is one of the four means, and 200 draws miss none (chance 4·0.75^200).
        z.data<float>().ToArray().Chunk(3).Select(row => string.Join(',', row)).Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public void MixtureLogProbability_IntegratesToOne()
    {
        using var scope = NewDisposeScope();
        var prior = new GaussianMixture(tensor(new[] { -2.0, 0.5, 3 }, dtype: float64).reshape(3, 1));
        var z = linspace(-12, 12, 4801, dtype: float64).reshape(4801, 1);

        prior.LogProbability(z).exp().sum().item<double>().ShouldBe(1 / 0.005, 1e-6);
    }

    [Fact]
    public void Check_RefusesWhatTheBoundHasNoRoomFor()
    {
        var violations = new List<Violation>();

        ObjectiveRules.Check(Options with { Samples = 3, Divergence = DivergenceKind.MonteCarlo, Mmd = 1 }, Model, 10, violations);

        violations.Select(violation => violation.Field).ShouldBe(["objective.samples", "objective.mmd"]);
    }

    [Fact]
    public void LogRatioPerCluster_HasTheKlAsItsMean()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var clusters = new GaussianMixture(tensor(new[] { -2f, 0.5f, 3, 1 }).reshape(2, 2));
        var q = new DiagonalGaussian(tensor(new[] { 0.3f, -1 }).expand(200_000, 2), tensor(new[] { -1f, 0.5f }).expand(200_000, 2));

        var mean = clusters.LogRatioPerCluster(q, q.Sample(generator)).mean([0]);

        var expected = clusters.KlPerCluster(q)[0];
        for (var y = 0; y < 2; y++) mean[y].item<float>().ShouldBe(expected[y].item<float>(), 0.05f);
    }

    private static void Spread(ClusterVae model)
    {
        using var mode = no_grad();
        using var generator = new Generator(8);
        model.named_parameters().Single(entry => entry.name == "means").parameter.normal_(0, 1, generator);
    }

    private static Tensor Images(long count)
    {
        using var generator = new Generator(4);
        return rand([count, 1, 8, 8], generator: generator);
    }
}
