using Vae.Core.Latents;

namespace Vae.Core.Tests.Latents;

public sealed class NormalQuantileTests
{
    // By mpmath 1.2 with 40 digits, from the double nearest to each probability.
    [Theory]
    [InlineData(1e-300, -37.0470962993611992)]
    [InlineData(1e-20, -9.26234008979840758)]
    [InlineData(1e-9, -5.99780701500768686)]
    [InlineData(0.001, -3.09023230616781354)]
    [InlineData(0.05, -1.64485362695147269)]
    [InlineData(0.075, -1.43953147093845593)]
    [InlineData(0.25, -0.674489750196081743)]
    [InlineData(0.4, -0.253347103135799741)]
    [InlineData(0.6, 0.253347103135799741)]
    [InlineData(0.975, 1.95996398454005386)]
    [InlineData(0.999999, 4.75342430881708777)]
    public void Of_IsTheReference(double probability, double expected) =>
        Math.Abs((NormalQuantile.Of(probability) / expected) - 1).ShouldBeLessThan(2e-15);

    [Fact]
    public void Of_IsZero_AtTheMedian() => NormalQuantile.Of(0.5).ShouldBe(0);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void Of_Refuses_WhatIsNoProbability(double probability) =>
        Should.Throw<ArgumentOutOfRangeException>(() => NormalQuantile.Of(probability));

    [Fact]
    public void Axis_RisesEvenlyInProbability_AndIsSymmetric()
    {
        NormalQuantile.Axis(1, 0.05).ShouldBe([0.0]);
        NormalQuantile.Axis(3, 0.05).ShouldBe([NormalQuantile.Of(0.05), 0, -NormalQuantile.Of(0.05)]);
        NormalQuantile.Axis(4, 0.5).ShouldBe([0.0, 0, 0, 0]);
        var axis = NormalQuantile.Axis(15, 0.05);
        axis[1].ShouldBe(NormalQuantile.Of(0.05 + (0.9 / 14)), 1e-15);
        axis.ShouldBeInOrder();
        Should.Throw<ArgumentOutOfRangeException>(() => NormalQuantile.Axis(0, 0.05));
        Should.Throw<ArgumentOutOfRangeException>(() => NormalQuantile.Axis(2, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => NormalQuantile.Axis(2, 0.6));
    }
}
