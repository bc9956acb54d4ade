using System.Globalization;

namespace Vae.Core.Data.Digits;

/// <summary>A point that a pen passes, in a unit square with y down.</summary>
/// <param name="X">0 left to 1 right.</param>
/// <param name="Y">0 top to 1 bottom.</param>
/// <param name="Corner">Whether the pen turns sharply here instead of running through smoothly.</param>
internal readonly record struct PenPoint(float X, float Y, bool Corner);

/// <summary>The ways in which people write the ten digits, as strokes through a few points.</summary>
internal static class DigitGlyphs
{
    // Percent of the square, "x,y"; "/" after a point makes it a corner; ";" lifts the pen.
    private static readonly string[][] Written =
    [
        [
            "52,2 22,14 8,50 20,86 50,98 80,86 92,50 80,14 50,2 38,5",
            "66,6 36,4 12,38 16,80 46,98 82,76 88,34 64,6 42,10",
            "40,6 14,32 14,76 48,98 84,72 86,28 54,3 30,12",
        ],
        [
            "50,0 50,50 50,100",
            "50,0 51,50 49,100",
            "30,24 52,0/ 52,50 52,100",
            "26,26 50,2/ 50,50 50,97; 22,98 78,97",
        ],
        [
            "12,26 34,4 68,6 80,30 56,62 10,96/ 50,94 92,92",
            "14,24 40,2 74,12 74,40 46,74 18,92 8,80 26,72 58,90 94,92",
            "10,20 45,3 78,18 70,46 38,72 12,94/ 40,88 70,97 94,88",
        ],
        [
            "16,14 46,2 78,16 70,40 42,48/ 76,56 88,76 60,97 12,88",
            "14,6 50,5 82,4/ 62,24 42,42/ 78,50 84,80 50,98 12,88",
            "14,16 50,2 78,20 62,42 38,48 62,50 84,72 62,96 10,88",
        ],
        [
            "34,2 24,30 12,58/ 50,58 92,54; 68,24 66,60 62,100",
            "68,0 36,34 6,66/ 50,66 94,64; 68,0 66,50 66,100",
            "14,4 12,34 26,50 56,48 80,36; 86,2 80,50 74,100",
        ],
        [
            "26,6 22,24 18,46/ 50,38 84,54 82,86 46,99 10,88; 26,6 56,6 88,3",
            "88,4 56,6 28,8/ 24,26 18,44/ 52,36 86,56 78,88 42,98 8,86",
            "84,6 44,4 22,20 32,42 66,54 78,78 50,98 12,90",
        ],
        [
            "74,2 40,16 16,50 14,84 44,99 78,88 80,64 52,52 18,70",
            "60,0 34,26 16,62 22,92 52,99 80,82 72,60 44,56 20,76",
            "50,0 28,34 14,70 30,96 62,96 78,76 58,58 20,74",
        ],
        [
            "8,10 46,8 88,6/ 66,44 42,100",
            "8,10 46,8 88,6/ 64,46 42,100; 24,50 50,50 78,46",
            "10,26 12,8/ 48,8 88,6/ 60,48 50,100",
            "10,14 50,6 84,10 80,34 58,62 46,100",
        ],
        [
            "74,14 46,2 20,16 30,38 66,58 82,80 52,99 18,84 30,60 64,42 80,22 70,8",
            "50,2 26,10 26,36 50,46 74,36 74,10 50,2; 50,46 18,60 18,90 50,99 82,90 82,60 50,46",
            "50,48 22,30 34,4 66,4 78,28 50,48 18,74 36,98 68,97 82,74 50,48",
        ],
        [
            "78,26 56,3 22,12 18,40 46,52 76,32/ 78,20 74,60 68,100",
            "76,24 48,2 18,20 24,46 56,48 78,22/ 80,56 62,92 22,96",
            "72,10 36,4 16,30 36,50 68,38 78,12/ 72,56 58,99",
        ],
    ];

    // [digit][style][stroke][point]
    private static readonly PenPoint[][][][] Parsed =
        [.. Written.Select(styles => styles.Select(Strokes).ToArray())];

    /// <summary>The styles of a digit; a style is a list of strokes, a stroke a list of at least two points.</summary>
    public static PenPoint[][][] Of(int digit) => Parsed[digit];

    private static PenPoint[][] Strokes(string style) =>
        [.. style.Split(';', StringSplitOptions.TrimEntries).Select(stroke => stroke.Split(' ').Select(Point).ToArray())];

    private static PenPoint Point(string text)
    {
        var numbers = text.TrimEnd('/').Split(',');
        return new PenPoint(Percent(numbers[0]), Percent(numbers[1]), text.EndsWith('/'));
    }

    private static float Percent(string number) => int.Parse(number, CultureInfo.InvariantCulture) / 100f;
}
