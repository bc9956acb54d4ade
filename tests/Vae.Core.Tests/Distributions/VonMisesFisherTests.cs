using Vae.Core.Distributions;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Distributions;

public class VonMisesFisherTests : TensorTest
{
    private const double Kappa = 20;

    [Theory]
    [InlineData(2, 20)]
    [InlineData(3, 1)]
    [InlineData(8, 20)]
    [InlineData(64, 1000)]
    public void Sample_HasTheMomentsOfTheDistribution(int dimensions, double kappa)
    {
        const int samples = 20_000;
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var direction = Direction(dimensions);
        var q = Distribution(direction.expand(samples, dimensions), kappa);

        var z = q.Sample(generator);

        z.norm(1).sub(1).abs().max().item<double>().ShouldBeLessThan(1e-5);
        var cosines = z.matmul(direction[0]);
        var error = cosines.std().item<double>() / Math.Sqrt(samples);
        cosines.mean().item<double>().ShouldBe(SphereMath.MeanLength(dimensions, kappa), (4 * error) + 2e-5);

        // Across mu every direction has the variance that logvar says: their sum over D − 1 of them is E[1 − w²].
        var across = (1 - cosines.square()).mean().item<double>() / (dimensions - 1);
        Math.Log(across).ShouldBe(q.Logvar[0, 0].item<double>(), 0.03);
        var mean = z.mean([0L]) - (cosines.mean() * direction[0]);
        mean.norm().item<double>().ShouldBeLessThan(5 * Math.Sqrt(across * dimensions / samples));
    }

    [Fact]
    public void Kl_EqualsItsMonteCarloEstimate()
    {
        const int samples = 20_000;
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var q = Distribution(Direction(8).expand(samples, 8), Kappa);
        var prior = new UniformSphere(8);

        var z = q.Sample(generator);
        var ratio = q.LogProbability(z) - prior.LogProbability(z);

        // The table's own error is κ times that of w, 2e−5.
        var error = ratio.std().item<double>() / Math.Sqrt(samples);
        ratio.mean().item<double>().ShouldBe(prior.Kl(q)![0].item<double>(), (4 * error) + (Kappa * 2e-5));
    }

    [Fact]
    public void LogProbability_IntegratesToOne_OverTheCircle()
    {
        const int points = 1000;
        using var scope = NewDisposeScope();
        var angles = arange(points, dtype: float64) * (2 * Math.PI / points);
        var z = stack([angles.cos(), angles.sin()], 1);
        var q = Distribution(Direction(2).expand(points, 2), Kappa);

        var integral = q.LogProbability(z).exp().mean().item<double>() * 2 * Math.PI;

        integral.ShouldBe(1, 1e-12);
    }

    [Fact]
    public void SampleGradient_EqualsFiniteDifferences()
    {
        using var scope = NewDisposeScope();
        var weights = tensor(new[] { 0.3, -1.1, 0.7, 2.0 }, dtype: float64).reshape(1, 4);
        var mu = Direction(4).requires_grad_();

        Loss(mu).backward();

        const double step = 1e-6;
        for (var d = 0; d < 4; d++)
        {
            var shift = zeros(1, 4, dtype: float64);
            shift[0, d] = tensor(step, dtype: float64);
            var slope = (Loss(mu.detach() + shift).item<double>() - Loss(mu.detach() - shift).item<double>()) / (2 * step);
            mu.grad![0, d].item<double>().ShouldBe(slope, 1e-8);
        }

        Tensor Loss(Tensor at)
        {
            using var generator = new Generator(9);
            return (Distribution(at, Kappa).Sample(generator) * weights).sum();
        }
    }

    [Fact]
    public void Repeat_KeepsTheOrderOfTheBatch()
    {
        using var scope = NewDisposeScope();
        var q = Distribution(cat([Direction(3), -Direction(3)]), Kappa);

        var twice = q.Repeat(2).ShouldBeOfType<VonMisesFisher>();

        twice.Kappa.ShouldBe(Kappa);
        twice.Mu.data<double>().ToArray().ShouldBe(cat([q.Mu, q.Mu]).data<double>().ToArray());
    }

    [Theory]
    [InlineData(1, 20)]
    [InlineData(8, 0.05)]
    [InlineData(8, 1001)]
    [InlineData(8, double.NaN)]
    public void Quantiles_RefusesWhatIsOutOfRange(int dimensions, double kappa) =>
        Should.Throw<ArgumentOutOfRangeException>(() => VonMisesFisher.Quantiles(dimensions, kappa));

    [Fact]
    public void UniformSphere_DrawsDirectionsWithoutAMean_WhateverTheTemperature()
    {
        const int count = 10_000;
        using var scope = NewDisposeScope();
        using var first = new Generator(2);
        using var second = new Generator(2);
        var prior = new UniformSphere(5);

        var z = prior.Sample(count, first);

        z.norm(1).sub(1).abs().max().item<float>().ShouldBeLessThan(1e-5f);
        // Each coordinate has the variance 1/D; five standard errors of the length of their mean.
        z.mean([0L]).norm().item<float>().ShouldBeLessThan(5f / MathF.Sqrt(count));
        z.square().mean([0L]).sub(0.2).abs().max().item<float>().ShouldBeLessThan(0.015f);
        prior.Sample(count, second, 0.5).data<float>().ToArray().ShouldBe(z.data<float>().ToArray());
        prior.Kl(new DiagonalGaussian(z, z)).ShouldBeNull();
    }

    private static Tensor Direction(int dimensions)
    {
        var raw = arange(1, dimensions + 1, dtype: float64).reshape(1, dimensions);
        return raw / raw.norm();
    }

    private static VonMisesFisher Distribution(Tensor mu, double kappa)
    {
        var dimensions = (int)mu.shape[1];
        return new VonMisesFisher(
            mu, full_like(mu, VonMisesFisher.LogVariance(dimensions, kappa)), kappa, VonMisesFisher.Quantiles(dimensions, kappa).to(float64));
    }
}
