namespace Vae.Core.Evaluation;

/// <summary>Which rows stand for all: at equal distances, for the first ones of a split that is ordered by label would be of one kind.</summary>
internal static class EvenRows
{
    /// <summary>Rows in ascending order.</summary>
    /// <param name="count">How many; all where there are no more.</param>
    /// <param name="total">Of how many.</param>
    public static long[] Of(long count, long total)
    {
        var rows = new long[Math.Min(count, total)];
        for (var i = 0L; i < rows.Length; i++) rows[i] = i * total / rows.Length;
        return rows;
    }
}
