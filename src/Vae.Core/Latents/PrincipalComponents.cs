using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Vae.Core.Latents;

/// <summary>The directions along which points vary most, found from the eigenvectors of their covariance.</summary>
/// <param name="Mean">The points' mean, <c>[D]</c>.</param>
/// <param name="Axes"><c>[K, D]</c>, row-major: orthonormal, most variance first; in each the value of greatest magnitude is positive.</param>
/// <param name="Shares">Share of the whole variance along each axis, 0 to 1; all 0 where the points are one.</param>
public sealed record PrincipalComponents(double[] Mean, double[] Axes, double[] Shares)
{
    private const int RowsAtOnce = 4096;

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

        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var (mean, covariance) = Moments(points, dimensions, cancellation);
        var (eigenvalues, eigenvectors) = linalg.eigh(covariance);
        double[] values = Doubles(eigenvalues), vectors = Doubles(eigenvectors.t());
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

        return new PrincipalComponents(Doubles(mean), rows, [.. order.Select(i => total > 0 ? Math.Max(0, values[i]) / total : 0)]);
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

    /// <summary>The mean <c>[D]</c> and the covariance Σ (x − mean)(x − mean)ᵀ / N, <c>[D, D]</c>, in double precision; two passes, for its digits.</summary>
    private static (Tensor Mean, Tensor Covariance) Moments(ReadOnlySpan<float> points, int dimensions, CancellationToken cancellation)
    {
        var count = points.Length / dimensions;
        var (mean, covariance) = (zeros(dimensions, dtype: ScalarType.Float64), zeros(dimensions, dimensions, dtype: ScalarType.Float64));
        for (var at = 0; at < count; at += RowsAtOnce) mean.add_(Rows(points, at).sum([0L]));
        mean.div_(count);
        for (var at = 0; at < count; at += RowsAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            var centred = Rows(points, at).sub_(mean);
            covariance.addmm_(centred.t(), centred);
        }

        covariance.div_(count);
        return (mean, covariance);

        Tensor Rows(ReadOnlySpan<float> all, int at)
        {
            var rows = all[(at * dimensions)..Math.Min((at + RowsAtOnce) * dimensions, all.Length)];
            return TensorMemory.ToTensor(rows, [rows.Length / dimensions, dimensions], CPU).to(ScalarType.Float64);
        }
    }

    private static double[] Doubles(Tensor tensor) => MemoryMarshal.Cast<byte, double>(tensor.contiguous().bytes).ToArray();

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
