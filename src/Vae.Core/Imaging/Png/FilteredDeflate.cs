using System.Buffers;
using System.IO.Compression;
using System.Numerics;

namespace Vae.Core.Imaging.Png;

/// <summary>Rows through the filter that suits each best, and through zlib: for pictures that are worth the effort.</summary>
internal static class FilteredDeflate
{
    private const byte NoFilter = 0;
    private const byte SubFilter = 1;
    private const byte UpFilter = 2;

    private static readonly ZLibCompressionOptions Options = new() { CompressionLevel = 3, CompressionStrategy = ZLibCompressionStrategy.Default };

    /// <summary>Writes the zlib stream.</summary>
    /// <param name="pixels">The rows, without filter bytes.</param>
    /// <param name="rowLength">Bytes of a row.</param>
    /// <param name="channels">Bytes of a pixel.</param>
    /// <param name="destination">Receives the stream.</param>
    /// <returns>Its length, or −1 where there is no room for it.</returns>
    public static int Write(ReadOnlySpan<byte> pixels, int rowLength, int channels, Span<byte> destination)
    {
        using var packed = new MemoryStream(pixels.Length / 4);
        var rented = ArrayPool<byte>.Shared.Rent(3 * (rowLength + 1));
        try
        {
            using var zlib = new ZLibStream(packed, Options, leaveOpen: true);
            for (var at = 0; at < pixels.Length; at += rowLength)
            {
                var above = at == 0 ? default : pixels.Slice(at - rowLength, rowLength);
                zlib.Write(Filter(pixels.Slice(at, rowLength), above, channels, rented));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        if (packed.Length > destination.Length) return -1;
        packed.GetBuffer().AsSpan(0, (int)packed.Length).CopyTo(destination);
        return (int)packed.Length;
    }

    /// <summary>
    /// The row with its filter byte: as it is, less its left neighbours, or less the row above, whichever has the least sum of differences
    /// taken as signed (PNG specification, 12.7). The two filters left out take longer and gain little on pictures of a decoder.
    /// </summary>
    private static ReadOnlySpan<byte> Filter(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int channels, Span<byte> rented)
    {
        var length = row.Length + 1;
        var none = rented[..length];
        var sub = rented.Slice(length, length);
        var up = rented.Slice(2 * length, length);
        (none[0], sub[0], up[0]) = (NoFilter, SubFilter, UpFilter);
        row.CopyTo(none[1..]);
        row[..channels].CopyTo(sub[1..]);
        Subtract(row[channels..], row[..^channels], sub[(1 + channels)..]);
        var best = Cost(none[1..]) <= Cost(sub[1..]) ? none : sub;
        if (above.IsEmpty) return best;

        Subtract(row, above, up[1..]);
        return Cost(up[1..]) < Cost(best[1..]) ? up : best;
    }

    private static void Subtract(ReadOnlySpan<byte> from, ReadOnlySpan<byte> what, Span<byte> result)
    {
        var i = 0;
        for (; i + Vector<byte>.Count <= from.Length; i += Vector<byte>.Count)
            (new Vector<byte>(from[i..]) - new Vector<byte>(what[i..])).CopyTo(result[i..]);
        for (; i < from.Length; i++) result[i] = (byte)(from[i] - what[i]);
    }

    private static long Cost(ReadOnlySpan<byte> filtered)
    {
        var (cost, i) = (0L, 0);
        for (; i + Vector<byte>.Count <= filtered.Length; i += Vector<byte>.Count)
        {
            var value = new Vector<byte>(filtered[i..]);
            // The smaller of v and 256 − v, at most 128: two of them fit a lane of 16 bits with room.
            Vector.Widen(Vector.Min(value, Vector<byte>.Zero - value), out var lower, out var upper);
            cost += Vector.Sum(lower + upper);
        }

        for (; i < filtered.Length; i++) cost += Math.Min(filtered[i], 256 - filtered[i]);
        return cost;
    }
}
