using System.Numerics;

namespace Vae.Core.Latents;

/// <summary>A point near another.</summary>
/// <param name="Index">Its row.</param>
/// <param name="Distance">Euclidean distance.</param>
public readonly record struct Neighbor(int Index, double Distance);

/// <summary>Finds the points nearest to one, by looking at all of them.</summary>
public static class NearestNeighbors
{
    /// <summary>The nearest points, nearest first; of equal distances the lower row first. Distances are exact to the rounding of double.</summary>
    /// <param name="points"><c>[N, D]</c>, row-major.</param>
    /// <param name="query"><c>[D]</c>, not empty.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="except">A row that is left out, or null.</param>
    /// <returns>As many as asked for, or all there are.</returns>
    /// <exception cref="ArgumentException">The points' length is no multiple of the query's.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public static IReadOnlyList<Neighbor> Find(ReadOnlySpan<float> points, ReadOnlySpan<float> query, int count, int? except = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (query.IsEmpty || points.Length % query.Length != 0)
            throw new ArgumentException($"Expected a query that is not empty and a multiple of its length, got {query.Length} and {points.Length}.", nameof(points));

        var dimensions = query.Length;
        // Rows come in rising order, and an equal distance does not replace: so the lower row stays.
        var nearest = new List<Neighbor>(Math.Min(count, points.Length / dimensions) + 1);
        for (var row = 0; row < points.Length / dimensions; row++)
        {
            if (row == except) continue;
            var square = SquaredDistance(points.Slice(row * dimensions, dimensions), query);
            if (nearest.Count == count && square >= nearest[^1].Distance) continue;
            var place = nearest.Count;
            while (place > 0 && nearest[place - 1].Distance > square) place--;
            nearest.Insert(place, new Neighbor(row, square));
            if (nearest.Count > count) nearest.RemoveAt(count);
        }

        return nearest.ConvertAll(found => found with { Distance = Math.Sqrt(found.Distance) });
    }

    private static double SquaredDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (low, high) = (Vector<double>.Zero, Vector<double>.Zero);
        var i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            // Widened before the difference: that of two floats is not always a float.
            Vector.Widen(new Vector<float>(a[i..]), out var lowA, out var highA);
            Vector.Widen(new Vector<float>(b[i..]), out var lowB, out var highB);
            low += (lowA - lowB) * (lowA - lowB);
            high += (highA - highB) * (highA - highB);
        }

        var sum = Vector.Sum(low + high);
        for (; i < a.Length; i++)
        {
            var difference = (double)a[i] - b[i];
            sum += difference * difference;
        }

        return sum;
    }
}
