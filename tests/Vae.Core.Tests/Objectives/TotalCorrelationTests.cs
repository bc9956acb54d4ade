using Vae.Core.Distributions;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Objectives;

public class TotalCorrelationTests : TensorTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.9)]
    public void Sum_MeetsTheClosedForm_WhenTheAggregateIsGaussian(double correlation)
    {
        const int count = 1000;
        const double variance = 0.5;
        using var scope = NewDisposeScope();
        using var generator = new Generator(4);

        // Means ~ N(0, R) and posteriors N(mean, ½ I): q(z) nears N(0, R + ½ I) as the dataset grows.
        var independent = randn(count, 2, dtype: float64, generator: generator);
        var second = (independent.select(1, 0) * correlation) + (independent.select(1, 1) * Math.Sqrt(1 - (correlation * correlation)));
        var mu = stack([independent.select(1, 0), second], 1);
        var posterior = new DiagonalGaussian(mu, full_like(mu, Math.Log(variance)));
        var z = posterior.Sample(generator);

        var each = TotalCorrelation.Aggregate(z, posterior, count);
        var ratios = each.Joint - each.Marginals.sum(1);
        var actual = TotalCorrelation.Sum(z, posterior, count).item<double>() / count;

        var ofZ = correlation / (1 + variance);
        var expected = -0.5 * Math.Log(1 - (ofZ * ofZ));
        var error = ratios.std().item<double>() / Math.Sqrt(count);
        // The mixture of 1,000 kernels is not quite the Gaussian: its own total correlation is above by some 10/1,000.
        actual.ShouldBe(expected, (4 * error) + 0.01);
        actual.ShouldBe(ratios.mean().item<double>(), 1e-9);
    }

    [Fact]
    public void Aggregate_IsExact_WhenTheBatchIsTheDataset()
    {
        using var scope = NewDisposeScope();
        var (z, posterior) = FourImages();

        var actual = TotalCorrelation.Aggregate(z, posterior, 4);

        actual.Joint.exp().data<double>().ToArray().ShouldBe(Enumerable.Range(0, 4).Select(row => Density(z, posterior, row, [0, 1])).ToArray(), 1e-12);
        actual.Marginals.select(1, 1).exp().data<double>().ToArray().ShouldBe(Enumerable.Range(0, 4).Select(row => Density(z, posterior, row, [1])).ToArray(), 1e-12);
    }

    [Fact]
    public void Aggregate_IsUnbiasedOverBatches()
    {
        using var scope = NewDisposeScope();
        var (z, posterior) = FourImages();

        // Image 0 with each of the other three: the mean of all batches of two that hold it.
        var mean = Enumerable.Range(1, 3).Average(other =>
        {
            var rows = tensor(new long[] { 0, other });
            var batch = new DiagonalGaussian(posterior.Mu.index_select(0, rows), posterior.Logvar.index_select(0, rows));
            return TotalCorrelation.Aggregate(z.index_select(0, rows), batch, 4).Joint[0].exp().item<double>();
        });

        mean.ShouldBe(Density(z, posterior, 0, [0, 1]), 1e-12);
    }

    [Fact]
    public void Sum_IsZero_ForOneImage()
    {
        using var scope = NewDisposeScope();
        var posterior = new DiagonalGaussian(tensor(new[] { 0.3, -1 }).reshape(1, 2), tensor(new[] { 0.5, 1 }).reshape(1, 2));

        TotalCorrelation.Sum(ones(1, 2, dtype: float64), posterior, 100).item<double>().ShouldBe(0, 1e-12);
    }

    /// <summary>q(z) at a row of <paramref name="z"/> in some dimensions: the mean of the four posteriors' densities.</summary>
    private static double Density(Tensor z, DiagonalGaussian posterior, int row, int[] dimensions) => Enumerable.Range(0, 4).Average(image =>
        dimensions.Aggregate(1.0, (product, d) =>
        {
            var variance = Math.Exp(posterior.Logvar[image, d].item<double>());
            var distance = z[row, d].item<double>() - posterior.Mu[image, d].item<double>();
            return product * Math.Exp(-0.5 * distance * distance / variance) / Math.Sqrt(2 * Math.PI * variance);
        }));

    private static (Tensor Z, DiagonalGaussian Posterior) FourImages()
    {
        using var generator = new Generator(6);
        var posterior = new DiagonalGaussian(randn(4, 2, dtype: float64, generator: generator), randn(4, 2, dtype: float64, generator: generator));
        return (posterior.Sample(generator), posterior);
    }
}
