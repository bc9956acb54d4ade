namespace Vae.Core.Evaluation;

/// <summary>
/// In how many directions points vary: the numerical rank of their covariance, by elimination with diagonal pivoting (Higham, Accuracy and Stability of
/// Numerical Algorithms, section 10.3).
/// </summary>
internal static class CovarianceRank
{
    // Of the greatest variance of a coordinate, which is a thousandth of its spread. Rounding of single precision stays below 1e-12.
    private const double LeastShare = 1e-6;

    /// <summary>Counts the pivots that are not rounding.</summary>
    /// <param name="covariance"><c>[D, D]</c>, symmetric, not negative; overwritten.</param>
    /// <param name="dimensions">D.</param>
    /// <param name="least">Variance up to which a coordinate is constant.</param>
    /// <returns>0 to D.</returns>
    public static int Of(Span<double> covariance, int dimensions, double least)
    {
        var limit = least;
        for (var rank = 0; rank < dimensions; rank++)
        {
            var pivot = Widest(covariance, dimensions);
            var variance = covariance[(pivot * dimensions) + pivot];
            if (rank == 0) limit = Math.Max(least, LeastShare * variance);
            if (!(variance > limit)) return rank;
            Eliminate(covariance, dimensions, pivot, variance);
        }

        return dimensions;
    }

    private static int Widest(ReadOnlySpan<double> covariance, int dimensions)
    {
        var widest = 0;
        for (var i = 1; i < dimensions; i++)
        {
            if (covariance[(i * dimensions) + i] > covariance[(widest * dimensions) + widest]) widest = i;
        }

        return widest;
    }

    /// <summary>Leaves what varies beside the pivot's coordinate.</summary>
    private static void Eliminate(Span<double> covariance, int dimensions, int pivot, double variance)
    {
        var row = covariance.Slice(pivot * dimensions, dimensions).ToArray();
        for (var i = 0; i < dimensions; i++)
        {
            var factor = row[i] / variance;
            for (var j = 0; j < dimensions; j++) covariance[(i * dimensions) + j] -= factor * row[j];
        }

        // Exactly, so that it is never chosen again.
        covariance[(pivot * dimensions) + pivot] = 0;
    }
}
