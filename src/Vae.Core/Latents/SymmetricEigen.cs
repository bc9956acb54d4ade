using System.Numerics;

namespace Vae.Core.Latents;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations (Golub and Van Loan, Matrix Computations, section 8.5).</summary>
internal static class SymmetricEigen
{
    private const int MaxSweeps = 60;

    /// <summary>Diagonalises a matrix, which it overwrites.</summary>
    /// <param name="a"><c>[D, D]</c>, symmetric, finite.</param>
    /// <param name="dimensions">D.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Eigenvalues <c>[D]</c> in no order, and in the same order orthonormal eigenvectors as rows of <c>[D, D]</c>.</returns>
    public static (double[] Values, double[] Vectors) Of(double[] a, int dimensions, CancellationToken cancellation)
    {
        var vectors = new double[a.Length];
        for (var i = 0; i < dimensions; i++) vectors[(i * dimensions) + i] = 1;

        // What is left off the diagonal is rounding when it is this small beside the whole.
        double norm = 0;
        foreach (var value in a) norm += value * value;
        var least = Math.Sqrt(norm) * 1e-16 / dimensions;
        for (var (sweep, rotated) = (0, true); rotated && sweep < MaxSweeps; sweep++)
        {
            rotated = false;
            for (var p = 0; p < dimensions - 1; p++)
            {
                cancellation.ThrowIfCancellationRequested();
                for (var q = p + 1; q < dimensions; q++)
                {
                    if (Math.Abs(a[(p * dimensions) + q]) <= least) continue;
                    rotated = true;
                    Annihilate(a, vectors, dimensions, p, q);
                }
            }
        }

        var values = new double[dimensions];
        for (var i = 0; i < dimensions; i++) values[i] = a[(i * dimensions) + i];
        return (values, vectors);
    }

    /// <summary>Turns the plane of p and q so that a[p, q] becomes 0.</summary>
    private static void Annihilate(double[] a, double[] vectors, int dimensions, int p, int q)
    {
        var (app, aqq, apq) = (a[(p * dimensions) + p], a[(q * dimensions) + q], a[(p * dimensions) + q]);
        // t = tan θ, the smaller root of t² + 2τt − 1 = 0, so that |θ| ≤ π/4.
        var tau = (aqq - app) / (2 * apq);
        var t = (tau >= 0 ? 1 : -1) / (Math.Abs(tau) + Math.Sqrt(1 + (tau * tau)));
        var c = 1 / Math.Sqrt(1 + (t * t));
        var s = t * c;

        // Rows lie in one piece, columns do not: the rows are turned and their mirror images written.
        var rowP = a.AsSpan(p * dimensions, dimensions);
        var rowQ = a.AsSpan(q * dimensions, dimensions);
        Rotate(rowP, rowQ, c, s);
        (rowP[p], rowP[q], rowQ[p], rowQ[q]) = (app - (t * apq), 0, 0, aqq + (t * apq));
        for (var k = 0; k < dimensions; k++)
        {
            a[(k * dimensions) + p] = rowP[k];
            a[(k * dimensions) + q] = rowQ[k];
        }

        Rotate(vectors.AsSpan(p * dimensions, dimensions), vectors.AsSpan(q * dimensions, dimensions), c, s);
    }

    private static void Rotate(Span<double> p, Span<double> q, double c, double s)
    {
        var k = 0;
        for (; k <= p.Length - Vector<double>.Count; k += Vector<double>.Count)
        {
            var (x, y) = (new Vector<double>(p[k..]), new Vector<double>(q[k..]));
            ((x * c) - (y * s)).CopyTo(p[k..]);
            ((x * s) + (y * c)).CopyTo(q[k..]);
        }

        for (; k < p.Length; k++) (p[k], q[k]) = ((p[k] * c) - (q[k] * s), (p[k] * s) + (q[k] * c));
    }
}
