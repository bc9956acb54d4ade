using Vae.Core.Latents;

namespace Vae.Core.Tests.Latents;

public class LatentOperationsTests : TensorTest
{
    [Fact]
    public void SamplePrior_IsFixedByItsSeed()
    {
        var first = LatentOperations.SamplePrior(3, 4, seed: 1);

        LatentOperations.SamplePrior(3, 4, seed: 1).ShouldBe(first);
        LatentOperations.SamplePrior(3, 4, seed: 2).ShouldNotBe(first);
        first.Length.ShouldBe(12);
    }

    [Fact]
    public void SamplePrior_GivesTheSameBits_InTheCallersMemory()
    {
        var draws = new float[3 * 7];

        LatentOperations.SamplePrior(3, 7, seed: 9, temperature: 0.7, draws);

        draws.ShouldBe(LatentOperations.SamplePrior(3, 7, seed: 9, temperature: 0.7));
        Should.Throw<ArgumentException>(() => LatentOperations.SamplePrior(3, 7, seed: 9, temperature: 1, new float[20]))
            .Message.ShouldContain("3 × 7 values, got 20");
    }

    [Fact]
    public void SamplePrior_HasTheMomentsOfTheScaledPrior()
    {
        const int count = 40_000;
        var draws = LatentOperations.SamplePrior(count, 1, seed: 3, temperature: 0.5);

        // Four standard errors of the mean (σ/√n) and of the variance (σ²·√(2/n)).
        draws.Average(value => (double)value).ShouldBe(0, 4 * 0.5 / Math.Sqrt(count));
        draws.Average(value => (double)value * value).ShouldBe(0.25, 4 * 0.25 * Math.Sqrt(2.0 / count));
    }

    [Fact]
    public void SamplePrior_IsTheOrigin_WhenTheTemperatureIsZero() =>
        LatentOperations.SamplePrior(2, 3, seed: 3, temperature: 0).ShouldAllBe(value => value == 0);

    [Theory]
    [InlineData(0, 1, 1, 1)]
    [InlineData(1, 0, 1, 1)]
    [InlineData(1, 1, -1, 1)]
    [InlineData(1, 1, 1, -0.1)]
    [InlineData(1, 1, 1, double.NaN)]
    [InlineData(1, 1, 1, double.PositiveInfinity)]
    public void SamplePrior_Throws_WhenAnArgumentIsOutOfRange(int count, int latentDim, long seed, double temperature) =>
        Should.Throw<ArgumentOutOfRangeException>(() => LatentOperations.SamplePrior(count, latentDim, seed, temperature));

    [Fact]
    public void SamplePosterior_MovesThePriorsDraw_ByMuAndStd()
    {
        var posteriors = new Posteriors(2, 2, [1, 2, 3, 4], [0, (float)Math.Log(4), 0, (float)Math.Log(4)]);
        var eps = LatentOperations.SamplePrior(2, 2, seed: 5);

        LatentOperations.SamplePosterior(posteriors, seed: 5)
            .ShouldBe([1 + eps[0], 2 + (2 * eps[1]), 3 + eps[2], 4 + (2 * eps[3])], 1e-5);
    }

    [Fact]
    public void Linear_IsEvenAndExactAtItsEnds() =>
        LatentOperations.Linear([0, 1], [1, -1], 5).ShouldBe([0, 1, 0.25f, 0.5f, 0.5f, 0, 0.75f, -0.5f, 1, -1]);

    [Fact]
    public void Slerp_FollowsTheCircle_WhenTheEndsAreAtRightAngles()
    {
        var path = LatentOperations.Slerp([2, 0], [0, 2], 4);

        for (var i = 0; i < 4; i++)
        {
            ((double)path[2 * i]).ShouldBe(2 * Math.Cos(i * Math.PI / 6), 1e-6);
            ((double)path[(2 * i) + 1]).ShouldBe(2 * Math.Sin(i * Math.PI / 6), 1e-6);
        }
    }

    [Fact]
    public void Slerp_ChangesTheLengthEvenly()
    {
        var path = LatentOperations.Slerp([1, 0, 0], [0, 0, 3], 3);

        path[3..6].ShouldBe([(float)Math.Sqrt(2), 0, (float)Math.Sqrt(2)], 1e-6);
    }

    [Fact]
    public void Slerp_IsTheStraightLine_WhenAnEndIsTheOrigin() =>
        LatentOperations.Slerp([0, 0], [2, 4], 3).ShouldBe([0, 0, 1, 2, 2, 4]);

    [Fact]
    public void Slerp_IsTheStraightLine_WhenTheEndsAreParallel() =>
        LatentOperations.Slerp([1, 2], [3, 6], 3).ShouldBe([1, 2, 2, 4, 3, 6]);

    [Fact]
    public void Slerp_TurnsThroughTheFirstFreeAxis_WhenTheEndsAreOpposite()
    {
        var path = LatentOperations.Slerp([0, 2, 0], [0, -2, 0], 3);

        path[3..6].ShouldBe([2, 0, 0], 1e-6);
    }

    [Fact]
    public void Slerp_IsTheStraightLine_WhenThereIsOneDimension() =>
        LatentOperations.Slerp([-1], [1], 3).ShouldBe([-1, 0, 1]);

    [Fact]
    public void Slerp_KeepsItsEndsExact()
    {
        float[] from = [0.1f, -0.7f, 1.3f];
        float[] to = [-0.4f, 0.2f, 0.9f];

        var path = LatentOperations.Slerp(from, to, 7);

        path[..3].ShouldBe(from);
        path[^3..].ShouldBe(to);
        path.ShouldAllBe(value => float.IsFinite(value));
    }

    [Fact]
    public void Paths_Throw_WhenTheEndsDiffer_OrTheStepsAreFew()
    {
        Should.Throw<ArgumentException>(() => LatentOperations.Linear([1], [1, 2], 3)).Message.ShouldContain("got 1 and 2");
        Should.Throw<ArgumentException>(() => LatentOperations.Slerp([], [], 3)).Message.ShouldContain("got 0 and 0");
        Should.Throw<ArgumentOutOfRangeException>(() => LatentOperations.Slerp([1], [2], 1));
    }
}
