using Vae.Core.Distributions;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Distributions;

/// <summary>What a Kullback-Leibler divergence is: never below 0, 0 only for equals, not symmetric; of densities the limit of that of masses.</summary>
public class DivergenceTests : TensorTest
{
    [Fact]
    public void Kl_IsPositive_UnlessTheDistributionsAreEqual()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(8);
        var (q, p) = (Some(generator), Some(generator));

        q.Kl(p).data<double>().ToArray().ShouldAllBe(kl => kl > 0);
        q.Kl().data<double>().ToArray().ShouldAllBe(kl => kl > 0);
        q.Kl(q).data<double>().ToArray().ShouldAllBe(kl => kl == 0);
    }

    [Fact]
    public void Kl_IsNotSymmetric()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(8);
        var (q, p) = (Some(generator), Some(generator));

        var forward = q.Kl(p).data<double>().ToArray();
        var backward = p.Kl(q).data<double>().ToArray();

        forward.Zip(backward, (a, b) => Math.Abs(a - b)).ShouldAllBe(difference => difference > 1e-3);
    }

    [Fact]
    public void KlToAnother_EqualsItsMonteCarloEstimate()
    {
        const int samples = 100_000;
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var q = Repeated([0.7, -1.2], [-0.5, 0.4]);
        var p = Repeated([0.1, -1], [0.3, 0.9]);

        var z = q.Sample(generator);
        var ratio = q.LogProbability(z) - p.LogProbability(z);

        var error = ratio.std().item<double>() / Math.Sqrt(samples);
        ratio.mean().item<double>().ShouldBe(q.Kl(p)[0].item<double>(), 4 * error);

        static DiagonalGaussian Repeated(double[] mu, double[] logvar) =>
            new(tensor(mu).expand(samples, 2), tensor(logvar).expand(samples, 2));
    }

    [Fact]
    public void KlToAnother_EqualsTheFormulaOfMatrices()
    {
        using var scope = NewDisposeScope();
        double[] qMean = [0.7, -1.2], pMean = [0.1, -1], qVar = [0.5, 1.5], pVar = [1.3, 2.4];

        var actual = Row(qMean, qVar).Kl(Row(pMean, pVar)).item<double>();

        // ½ (log(det Σp / det Σq) − D + tr(Σp⁻¹ Σq) + (mu_p − mu_q)ᵀ Σp⁻¹ (mu_p − mu_q))
        var determinants = Math.Log(pVar[0] * pVar[1] / (qVar[0] * qVar[1]));
        var trace = (qVar[0] / pVar[0]) + (qVar[1] / pVar[1]);
        var distance = (0.36 / pVar[0]) + (0.04 / pVar[1]);
        actual.ShouldBe(0.5 * (determinants - 2 + trace + distance), 1e-12);

        static DiagonalGaussian Row(double[] mean, double[] variance) => new(
            tensor(mean).reshape(1, 2), tensor(variance).log().reshape(1, 2));
    }

    [Theory]
    [InlineData(0.5, 2e-2)]
    [InlineData(0.05, 2e-4)]
    [InlineData(0.005, 2e-6)]
    public void Kl_IsTheLimitOfTheDivergenceOfMasses(double bin, double tolerance)
    {
        using var scope = NewDisposeScope();
        var q = new DiagonalGaussian(full(1, 1, 0.7, dtype: float64), full(1, 1, Math.Log(0.6), dtype: float64));

        // Each density in the middle of a bin, normalised over the bins of [−12, 12]: two discrete distributions.
        var centres = Enumerable.Range(0, (int)(24 / bin)).Select(i => -12 + ((i + 0.5) * bin)).ToArray();
        var masses = Normalised(at => Math.Exp(-0.5 * (at - 0.7) * (at - 0.7) / 0.6));
        var prior = Normalised(at => Math.Exp(-0.5 * at * at));
        var divergence = masses.Zip(prior, (a, b) => a == 0 ? 0 : a * Math.Log(a / b)).Sum();

        divergence.ShouldBeGreaterThan(0);
        masses.Zip(masses, (a, b) => a == 0 ? 0 : a * Math.Log(a / b)).Sum().ShouldBe(0);
        q.Kl().item<double>().ShouldBe(divergence, tolerance);

        double[] Normalised(Func<double, double> density)
        {
            var values = Array.ConvertAll(centres, at => density(at));
            var sum = values.Sum();
            return Array.ConvertAll(values, value => value / sum);
        }
    }

    /// <summary>Fifty Gaussians in three dimensions.</summary>
    private static DiagonalGaussian Some(Generator generator) => new(
        randn(50, 3, dtype: float64, generator: generator), randn(50, 3, dtype: float64, generator: generator));
}
