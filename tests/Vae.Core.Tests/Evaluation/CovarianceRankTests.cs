using Vae.Core.Evaluation;

namespace Vae.Core.Tests.Evaluation;

public class CovarianceRankTests
{
    [Theory]
    [InlineData(new double[] { 0, 0, 0, 0 }, 0)]
    [InlineData(new double[] { 1e-11, 0, 0, 1e-12 }, 0)]
    [InlineData(new double[] { 4, 2, 2, 1 }, 1)]
    [InlineData(new double[] { 4, 2, 2, 1 + 1e-9 }, 1)]
    [InlineData(new double[] { 4, 2, 2, 1.001 }, 2)]
    [InlineData(new[] { 1, 0, 0, 1e-7 }, 1)]
    [InlineData(new[] { 1, 0, 0, 1e-5 }, 2)]
    public void Of_CountsWhatIsNotRounding(double[] covariance, int expected) => CovarianceRank.Of(covariance, 2, 1e-10).ShouldBe(expected);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    public void Of_IsTheNumberOfSources_ThatPointsAreMixedFrom(int sources)
    {
        var random = new Random(1);
        const int Dimensions = 12;
        var mixing = Enumerable.Range(0, Dimensions * sources).Select(_ => random.NextDouble() - 0.5).ToArray();
        var covariance = new double[Dimensions * Dimensions];
        for (var i = 0; i < Dimensions; i++)
        {
            for (var j = 0; j < Dimensions; j++)
            {
                for (var k = 0; k < sources; k++) covariance[(i * Dimensions) + j] += mixing[(i * sources) + k] * mixing[(j * sources) + k];
            }
        }

        CovarianceRank.Of(covariance, Dimensions, 1e-10).ShouldBe(sources);
    }
}
