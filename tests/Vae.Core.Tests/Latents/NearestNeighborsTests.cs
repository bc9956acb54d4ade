using Vae.Core.Latents;

namespace Vae.Core.Tests.Latents;

public sealed class NearestNeighborsTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(3, 1)]
    [InlineData(20, 10)]
    [InlineData(33, 100)]
    public void Find_IsTheNaiveAnswer(int dimensions, int count)
    {
        // Whole numbers, so that sums are exact in any order and ties are many.
        var random = new Random(dimensions);
        float[] points = [.. Enumerable.Range(0, 700 * dimensions).Select(_ => (float)random.Next(-3, 4))];
        float[] query = [.. Enumerable.Range(0, dimensions).Select(_ => (float)random.Next(-3, 4))];

        var found = NearestNeighbors.Find(points, query, count, except: 5);

        var expected = points.Chunk(dimensions)
            .Select((point, row) => new Neighbor(row, Math.Sqrt(point.Zip(query, (a, b) => ((double)a - b) * (a - b)).Sum())))
            .Where(neighbor => neighbor.Index != 5)
            .OrderBy(neighbor => neighbor.Distance).ThenBy(neighbor => neighbor.Index).Take(count);
        found.ShouldBe(expected);
    }

    [Fact]
    public void Find_SeesDifferencesBelowAFloat()
    {
        // 1 + 2⁻²³ and 1: the squares of both distances to 0 are one float.
        NearestNeighbors.Find([MathF.BitIncrement(1), 1], [0], 2).Select(neighbor => neighbor.Index).ShouldBe([1, 0]);
    }

    [Fact]
    public void Find_GivesAllThereAre_WhenMoreAreWanted() =>
        NearestNeighbors.Find([1, 2, 3], [3], 10).Select(neighbor => neighbor.Index).ShouldBe([2, 1, 0]);

    [Fact]
    public void Find_Refuses_WhatDoesNotFit()
    {
        Should.Throw<ArgumentException>(() => NearestNeighbors.Find([1, 2, 3], [1, 2], 1));
        Should.Throw<ArgumentException>(() => NearestNeighbors.Find([1, 2, 3], [], 1));
        Should.Throw<ArgumentOutOfRangeException>(() => NearestNeighbors.Find([1], [1], 0));
    }
}
