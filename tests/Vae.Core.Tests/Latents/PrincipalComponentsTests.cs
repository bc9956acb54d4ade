using Vae.Core.Latents;

namespace Vae.Core.Tests.Latents;

public sealed class PrincipalComponentsTests
{
    private static readonly float[] Points = [1, 2, 0, 3, 1, 1, 0, -1, 2, 4, 2, -1, 2, 0, 3, -1, 1, 1];

    [Fact]
    public void Of_IsTheReference_InThreeDimensions()
    {
        var found = Of(Points, 3, 2);

        // mpmath 1.2, eigsy of the covariance (divided by N) with 40 digits.
        Close(found.Shares, [0.67961165048543689, 0.28462141376676016]);
        Close(found.Axes,
        [
            0.75526322246702017, 0.41959067914834454, -0.50350881497801345,
            0.65473453225573799, -0.44783474177984191, 0.60890618023373873,
        ]);
        Close(found.Mean, [1.5, 5 / 6.0, 1]);
        Close([.. found.Project(Points, 0)], [0.615399663, 1.20282661, -2.40565323, 3.38469815, -0.979044918, -1.81822628], 1e-6);
        Close([.. found.Project(Points, 1)], [-1.45874731, 0.907462675, 0.447834742, -0.103449895, 1.91837524, -1.71147545], 1e-6);
    }

    [Fact]
    public void Of_FindsTheLine_WhenPointsLieOnOne()
    {
        var found = Of([0, 0, -3, -4, 6, 8], 2, 2);

        Close(found.Axes, [0.6, 0.8, 0.8, -0.6]);
        Close(found.Shares, [1, 0]);
    }

    [Fact]
    public void Of_KeepsTheAxes_WhenAllPointsAreOne()
    {
        var found = Of([1, 2, 1, 2], 2, 2);

        found.Axes.ShouldBe([1, 0, 0, 1]);
        found.Shares.ShouldBe([0, 0]);
        found.Project([1, 2], 0).ShouldBe([0f]);
    }

    [Fact]
    public void Of_DiagonalisesManyDimensions()
    {
        const int dimensions = 37;
        var points = Noise(500 * dimensions);
        for (var i = 0; i < points.Length; i++) points[i] *= 1 + (i % dimensions / 7f);

        var found = Of(points, dimensions, dimensions);

        for (var i = 0; i < dimensions; i++)
        {
            var along = found.Project(points, i);
            // The variance along an axis is its eigenvalue; two axes are uncorrelated and at right angles.
            for (var j = 0; j <= i; j++)
            {
                var other = found.Project(points, j);
                var covariance = along.Zip(other, (a, b) => (double)a * b).Average();
                var dot = Enumerable.Range(0, dimensions).Sum(d => found.Axes[(i * dimensions) + d] * found.Axes[(j * dimensions) + d]);
                dot.ShouldBe(i == j ? 1 : 0, 1e-12);
                if (i != j) covariance.ShouldBe(0, 1e-5);
            }
        }

        found.Shares.Sum().ShouldBe(1, 1e-12);
        found.Shares.ShouldBeInOrder(SortDirection.Descending);
        Of(points, dimensions, 2).Axes.ShouldBe(found.Axes[..(2 * dimensions)], "the same points give the same bits");
    }

    [Fact]
    public void Of_Refuses_WhatCannotBe()
    {
        Should.Throw<ArgumentException>(() => Of([], 2, 1));
        Should.Throw<ArgumentException>(() => Of([1, 2, 3], 2, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => Of([1, 2], 2, 3));
        Should.Throw<OperationCanceledException>(() => PrincipalComponents.Of(Points, 3, 2, new CancellationToken(canceled: true)));
    }

    private static PrincipalComponents Of(float[] points, int dimensions, int axes) =>
        PrincipalComponents.Of(points, dimensions, axes, TestContext.Current.CancellationToken);

    private static float[] Noise(int length)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() - 0.5))];
    }

    private static void Close(double[] actual, double[] expected, double tolerance = 1e-12)
    {
        actual.Length.ShouldBe(expected.Length);
        for (var i = 0; i < actual.Length; i++) actual[i].ShouldBe(expected[i], tolerance);
    }
}
