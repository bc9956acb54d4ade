using Vae.Core.Distributions;

namespace Vae.Core.Tests.Distributions;

public class SphereMathTests
{
    // I_0(1), I_1(1) and I_0(20): Abramowitz and Stegun, tables 9.8 and 9.11; half orders in closed form.
    [Theory]
    [InlineData(0, 1, 1.2660658777520084)]
    [InlineData(2, 1, 0.5651591039924851)]
    [InlineData(0, 20, 4.355828255955353e7)]
    public void LogBesselI_EqualsTheTables(int twiceOrder, double x, double expected) =>
        SphereMath.LogBesselI(twiceOrder, x).ShouldBe(Math.Log(expected), 1e-13 * Math.Max(1, Math.Log(expected)));

    [Theory]
    [InlineData(0.1)]
    [InlineData(3)]
    [InlineData(700)]
    [InlineData(1000)]
    public void LogBesselI_EqualsTheClosedForm_WhenTheOrderIsAHalf(double x)
    {
        // I_½(x) = √(2/(πx))·sinh x; log sinh x = x + log1p(−e^(−2x)) − log 2.
        var logSinh = x + Math.Log(1 - Math.Exp(-2 * x)) - Math.Log(2);

        SphereMath.LogBesselI(1, x).ShouldBe((0.5 * Math.Log(2 / (Math.PI * x))) + logSinh, 1e-11);
    }

    [Theory]
    [InlineData(4, 0.5)]
    [InlineData(30, 20)]
    [InlineData(510, 1000)]
    public void LogBesselI_KeepsTheRecurrence(int twiceOrder, double x)
    {
        // I_(ν−1) − I_(ν+1) = (2ν/x)·I_ν
        var at = SphereMath.LogBesselI(twiceOrder, x);
        var below = Math.Exp(SphereMath.LogBesselI(twiceOrder - 2, x) - at);
        var above = Math.Exp(SphereMath.LogBesselI(twiceOrder + 2, x) - at);

        (below - above).ShouldBe(twiceOrder / x, 1e-9 * (1 + (twiceOrder / x)));
    }

    [Theory]
    [InlineData(2, 2 * Math.PI)]
    [InlineData(3, 4 * Math.PI)]
    [InlineData(4, 2 * Math.PI * Math.PI)]
    public void LogSurface_EqualsTheKnownSurfaces(int dimensions, double expected) =>
        SphereMath.LogSurface(dimensions).ShouldBe(Math.Log(expected), 1e-14);

    [Theory]
    [InlineData(2, 0.1)]
    [InlineData(2, 20)]
    [InlineData(3, 20)]
    [InlineData(8, 20)]
    [InlineData(20, 1000)]
    [InlineData(512, 0.1)]
    [InlineData(512, 1000)]
    public void Normalizer_MeanAndQuantiles_AgreeWithNumericIntegration(int dimensions, double kappa)
    {
        // ∫ exp(κ·cos θ)·sin^(D−2) θ dθ times the surface of the sphere one dimension below is 1/C; E[cos θ] is A.
        const int points = 50_000;
        var (sum, first) = (0.0, 0.0);
        for (var i = 0; i < points; i++)
        {
            var angle = (i + 0.5) * Math.PI / points;
            var weight = Math.Exp((kappa * (Math.Cos(angle) - 1)) + ((dimensions - 2) * Math.Log(Math.Sin(angle))));
            sum += weight;
            first += weight * Math.Cos(angle);
        }

        var below = dimensions == 2 ? Math.Log(2) : SphereMath.LogSurface(dimensions - 1);
        var logNormalizer = -(Math.Log(sum * Math.PI / points) + kappa + below);
        SphereMath.LogNormalizer(dimensions, kappa).ShouldBe(logNormalizer, 1e-6 * Math.Max(1, Math.Abs(logNormalizer)));
        SphereMath.MeanLength(dimensions, kappa).ShouldBe(first / sum, 1e-7);

        // The mean of a table of quantiles is the mean of what is drawn from it.
        var quantiles = SphereMath.Quantiles(dimensions, kappa);
        var drawn = quantiles.Zip(quantiles.Skip(1), (a, b) => (a + b) / 2).Average();
        drawn.ShouldBe(first / sum, 2e-5);
        quantiles.ShouldBe(quantiles.OrderDescending());
    }

    [Fact]
    public void KlToUniform_EqualsTheClosedForm_InThreeDimensions()
    {
        // D = 3: C = κ/(4π·sinh κ), A = coth κ − 1/κ, S = 4π.
        const double kappa = 5;
        var expected = (kappa * ((1 / Math.Tanh(kappa)) - (1 / kappa))) + Math.Log(kappa / Math.Sinh(kappa));

        SphereMath.KlToUniform(3, kappa).ShouldBe(expected, 1e-12);
        SphereMath.KlToUniform(3, 0.1).ShouldBeGreaterThan(0);
    }
}
