namespace Vae.Core.Imaging.Gate;

/// <summary>One Huffman table of a JPEG (ITU-T T.81, annex C and F.2.2.3).</summary>
internal sealed class JpegCodes
{
    private const int Longest = 16;

    // For each length: the first code, the number of codes, and where their values begin.
    private readonly int[] _first = new int[Longest + 1];
    private readonly int[] _count = new int[Longest + 1];
    private readonly int[] _at = new int[Longest + 1];
    private readonly byte[] _values;

    private JpegCodes(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values)
    {
        _values = values.ToArray();
        for (int length = 1, code = 0, at = 0; length <= Longest; length++, code <<= 1)
        {
            (_first[length], _count[length], _at[length]) = (code, counts[length - 1], at);
            code += counts[length - 1];
            at += counts[length - 1];
        }
    }

    /// <summary>Reads the tables of a DHT segment into their places: 0 to 3 for DC, 4 to 7 for AC.</summary>
    /// <returns>false when the segment makes no sense.</returns>
    public static bool TryRead(ReadOnlySpan<byte> payload, JpegCodes?[] tables)
    {
        while (!payload.IsEmpty)
        {
            if (payload.Length < 1 + Longest || payload[0] >> 4 > 1 || (payload[0] & 15) > 3)
                return false;
            var counts = payload.Slice(1, Longest);
            var total = 0;
            foreach (var count in counts)
                total += count;
            if (payload.Length < 1 + Longest + total)
                return false;
            tables[((payload[0] >> 4) * 4) + (payload[0] & 15)] = new JpegCodes(counts, payload.Slice(1 + Longest, total));
            payload = payload[(1 + Longest + total)..];
        }

        return true;
    }

    /// <summary>The next value; −1 when the bits are no code of this table.</summary>
    public int Next(ref JpegBits bits)
    {
        var code = 0;
        for (var length = 1; length <= Longest; length++)
        {
            code = (code << 1) | bits.Bit();
            var index = code - _first[length];
            if (index >= 0 && index < _count[length])
                return _values[_at[length] + index];
        }

        return -1;
    }
}
