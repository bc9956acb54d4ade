using Vae.Core.Data.Digits;

namespace Vae.Core.Evaluation;

/// <summary>
/// Which rows stand for all: one from each of so many equal stretches. The first rows of a split that is ordered by label would be of one kind;
/// rows at equal distances of one whose labels repeat would be too. So the place within each stretch is drawn, by a fixed seed.
/// </summary>
internal static class SpreadRows
{
    private const long Seed = 20130612;

    /// <summary>Rows in ascending order, none twice; the same for the same numbers.</summary>
    /// <param name="count">How many; all where there are no more.</param>
    /// <param name="total">Of how many, at most 2³¹ − 1.</param>
    public static long[] Of(long count, long total)
    {
        var rows = new long[Math.Min(count, total)];
        for (var i = 0; i < rows.Length; i++)
        {
            var from = i * total / rows.Length;
            var to = (i + 1L) * total / rows.Length;
            rows[i] = from + SplitMix64.For(Seed, i).Index((int)(to - from));
        }

        return rows;
    }
}
