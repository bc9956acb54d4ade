using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Objectives;

public class MaximumMeanDiscrepancyTests : TensorTest
{
    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, 0.7)]
    [InlineData(20, 0.7)]
    public void Estimate_MeetsTheClosedForm_ForGaussians(int dimensions, double shift)
    {
        const int repeats = 64;
        using var scope = NewDisposeScope();
        using var generator = new Generator(9);

        var estimates = Enumerable.Range(0, repeats).Select(_ => Draw()).ToArray();

        // With a − b ~ N(δ, 2I) and the bandwidth √D, E k = (1 + 2/D)^(−D/2) · exp(−‖δ‖² / 2(D + 2)).
        var near = Math.Pow(1 + (2.0 / dimensions), -0.5 * dimensions);
        var expected = 2 * near * (1 - Math.Exp(-0.5 * dimensions * shift * shift / (dimensions + 2)));
        var mean = estimates.Average();
        var error = Math.Sqrt(estimates.Sum(value => (value - mean) * (value - mean)) / (repeats - 1) / repeats);
        mean.ShouldBe(expected, 4 * error);
        error.ShouldBeLessThan(0.01);

        double Draw()
        {
            using var inner = NewDisposeScope();
            var a = randn(128, dimensions, dtype: float64, generator: generator) + shift;
            return MaximumMeanDiscrepancy.Estimate(a, randn(128, dimensions, dtype: float64, generator: generator)).item<double>();
        }
    }

    [Fact]
    public void Estimate_IsTheMeanOverPairs()
    {
        using var scope = NewDisposeScope();
        var a = tensor(new[] { 0.0, 0, 1, 0 }).reshape(2, 2);
        var b = tensor(new[] { 0.0, 2, 3, 0 }).reshape(2, 2);

        var actual = MaximumMeanDiscrepancy.Estimate(a, b).item<double>();

        // k = exp(−‖·‖²/4): one pair within each sample, four between.
        actual.ShouldBe(K(1) + K(13) - (2 * (K(4) + K(9) + K(5) + K(4)) / 4), 1e-12);

        static double K(double square) => Math.Exp(-square / 4);
    }

    [Fact]
    public void Estimate_IsFinite_ForOneRow()
    {
        using var scope = NewDisposeScope();

        MaximumMeanDiscrepancy.Estimate(zeros(1, 2), zeros(1, 2)).item<float>().ShouldBe(-2);
    }
}
