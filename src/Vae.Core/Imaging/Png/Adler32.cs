using System.Runtime.Intrinsics;

namespace Vae.Core.Imaging.Png;

/// <summary>The check sum of zlib streams (RFC 1950, section 9).</summary>
internal static class Adler32
{
    private const uint Modulus = 65521;

    /// <summary>Vectors until a lane's weighted sum could leave 16 bits: 255 · 22 · 23 / 2 = 64,515.</summary>
    private const int MostVectors = 22;

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var (a, b) = (1u, 0u);
        while (bytes.Length >= Vector128<byte>.Count)
        {
            var vectors = Math.Min(bytes.Length / Vector128<byte>.Count, MostVectors);
            var length = vectors * Vector128<byte>.Count;
            AddVectors(bytes[..length], ref a, ref b);
            bytes = bytes[length..];
        }

        foreach (var value in bytes)
        {
            a += value;
            b += a;
        }

        return ((b % Modulus) << 16) | (a % Modulus);
    }

    /// <summary>
    /// Of n vectors, lane i of vector t counts (n − t)·16 − i times in b: sixteen times the running sums of the lane, less i times its sum.
    /// </summary>
    private static void AddVectors(ReadOnlySpan<byte> bytes, ref uint a, ref uint b)
    {
        var (sums, running) = (Vector256<ushort>.Zero, Vector256<ushort>.Zero);
        for (var i = 0; i < bytes.Length; i += Vector128<byte>.Count)
        {
            sums += Vector256.WidenLower(Vector256.Create(Vector128.Create(bytes[i..]), Vector128<byte>.Zero));
            running += sums;
        }

        var total = Sum(sums, Vector256<uint>.One, Vector256<uint>.One);
        var first = Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7);
        var weighted = (16 * Sum(running, Vector256<uint>.One, Vector256<uint>.One)) - Sum(sums, first, first + Vector256.Create(8u));
        b = (b + ((uint)bytes.Length * a) + weighted) % Modulus;
        a = (a + total) % Modulus;
    }

    private static uint Sum(Vector256<ushort> lanes, Vector256<uint> lowerWeights, Vector256<uint> upperWeights)
    {
        var (lower, upper) = Vector256.Widen(lanes);
        return Vector256.Sum((lower * lowerWeights) + (upper * upperWeights));
    }
}
