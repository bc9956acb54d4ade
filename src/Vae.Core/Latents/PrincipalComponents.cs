namespace Vae.Core.Latents;

/// <summary>The directions along which points vary most, found from the eigenvectors of their covariance.</summary>
/// <param name="Mean">The points' mean, <c>[D]</c>.</param>
/// <param name="Axes"><c>[K, D]</c>, row-major: orthonormal, most variance first; in each the value of greatest magnitude is positive.</param>
/// <param name="Shares">Share of the whole variance along each axis, 0 to 1; all 0 where the points are one.</param>
public sealed record PrincipalComponents(double[] Mean, double[] Axes, double[] Shares)
{
    /// <summary>Finds them. The same points give the same bits.</summary>
    /// <param name="points"><c>[N, D]</c>, row-major, finite.</param>
    /// <param name="dimensions">D, at least 1.</param>
    /// <param name="axes">K, 1 to D.</param>
    /// <param name="cancellation">Ends the work; it takes seconds for hundreds of dimensions.</param>
    /// <exception cref="ArgumentException">The length does not fit, or there are no points.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static PrincipalComponents Of(ReadOnlySpan<float> points, int dimensions, int axes, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(axes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(axes, dimensions);
        if (points.Length == 0 || points.Length % dimensions != 0)
            throw new ArgumentException($"Expected a multiple of {dimensions} values above 0, got {points.Length}.", nameof(points));

        var mean = MeanOf(points, dimensions);
        var (values, vectors) = SymmetricEigen.Of(Covariance(points, mean, cancellation), dimensions, cancellation);
        // Ties keep the order of dimensions, so that equal input gives equal axes.
        var order = Enumerable.Range(0, dimensions).OrderByDescending(i => values[i]).Take(axes).ToArray();
        var total = values.Sum(value => Math.Max(0, value));
        var rows = new double[axes * dimensions];
        for (var k = 0; k < axes; k++)
        {
            var axis = rows.AsSpan(k * dimensions, dimensions);
            vectors.AsSpan(order[k] * dimensions, dimensions).CopyTo(axis);
            PointUp(axis);
        }

        return new PrincipalComponents(mean, rows, [.. order.Select(i => total > 0 ? Math.Max(0, values[i]) / total : 0)]);
    }

    /// <summary>Coordinates of points along one axis.</summary>
    /// <param name="points"><c>[N, D]</c>, row-major.</param>
    /// <param name="axis">0 to K − 1.</param>
    /// <returns><c>[N]</c>.</returns>
    /// <exception cref="ArgumentException">The length is no multiple of D.</exception>
    public float[] Project(ReadOnlySpan<float> points, int axis)
    {
        var dimensions = Mean.Length;
        if (points.Length % dimensions != 0)
            throw new ArgumentException($"Expected a multiple of {dimensions} values, got {points.Length}.", nameof(points));
        var direction = Axes.AsSpan(axis * dimensions, dimensions);
        var result = new float[points.Length / dimensions];
        for (var n = 0; n < result.Length; n++)
        {
            var point = points.Slice(n * dimensions, dimensions);
            double sum = 0;
            for (var d = 0; d < point.Length; d++) sum += (point[d] - Mean[d]) * direction[d];
            result[n] = (float)sum;
        }

        return result;
    }

    private static double[] MeanOf(ReadOnlySpan<float> points, int dimensions)
    {
        var mean = new double[dimensions];
        for (var i = 0; i < points.Length; i++) mean[i % dimensions] += points[i];
        var count = points.Length / dimensions;
        for (var d = 0; d < mean.Length; d++) mean[d] /= count;
        return mean;
    }

    /// <summary>Σ (x − mean)(x − mean)ᵀ / N, <c>[D, D]</c>.</summary>
    private static double[] Covariance(ReadOnlySpan<float> points, double[] mean, CancellationToken cancellation)
    {
        var dimensions = mean.Length;
        var sums = new double[dimensions * dimensions];
        var centred = new double[dimensions];
        var count = points.Length / dimensions;
        for (var n = 0; n < count; n++)
        {
            if (n % 1024 == 0) cancellation.ThrowIfCancellationRequested();
            for (var d = 0; d < dimensions; d++) centred[d] = points[(n * dimensions) + d] - mean[d];
            for (var i = 0; i < dimensions; i++)
            {
                var row = sums.AsSpan(i * dimensions, i + 1);
                var value = centred[i];
                for (var j = 0; j < row.Length; j++) row[j] += value * centred[j];
            }
        }

        for (var i = 0; i < dimensions; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                sums[(i * dimensions) + j] /= count;
                sums[(j * dimensions) + i] = sums[(i * dimensions) + j];
            }
        }

        return sums;
    }

    /// <summary>Of the two directions of an axis, the one whose value of greatest magnitude, the first of equals, is positive.</summary>
    private static void PointUp(Span<double> axis)
    {
        var greatest = 0;
        for (var d = 1; d < axis.Length; d++)
        {
            // A hair's breadth of tolerance: of two values that differ by rounding alone the first decides.
            if (Math.Abs(axis[d]) > Math.Abs(axis[greatest]) * (1 + 1e-9)) greatest = d;
        }

        if (axis[greatest] >= 0) return;
        for (var d = 0; d < axis.Length; d++) axis[d] = -axis[d];
    }
}
