using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Vae.Core.Imaging.Png;

/// <summary>
/// One block of deflate with the fixed codes (RFC 1951, section 3.2.6) in one pass: literals, runs of one byte, and rows that repeat the one
/// above. It needs no tables of the picture's own, which for small pictures cost more than they save, in time and in bytes.
/// </summary>
internal static class FixedHuffman
{
    private const int ShortestMatch = 3;
    private const int LongestMatch = 258;
    private const int MaxDistance = 32768;

    /// <summary>Bytes of the destination that only serve writing whole words.</summary>
    public const int Slack = 16;

    // Each entry: the bits, lowest first, and their count in the lowest 5 bits.
    private static readonly uint[] Literals = [.. Enumerable.Range(0, 257).Select(Literal)];
    private static readonly uint[] Lengths = [.. Enumerable.Range(0, LongestMatch + 1).Select(Length)];

    /// <summary>Compresses rows of one length.</summary>
    /// <param name="raw">The rows, filter bytes included.</param>
    /// <param name="stride">Bytes of a row.</param>
    /// <param name="destination">Receives the block; the last <see cref="Slack"/> bytes are scratch.</param>
    /// <returns>The block's length, or −1 where there is no room for it.</returns>
    public static int Deflate(ReadOnlySpan<byte> raw, int stride, Span<byte> destination)
    {
        var bits = new Bits(destination);
        bits.Put(0b011, 3); // last block, fixed codes
        var rowMatch = Distance(stride, out var rowMatchBits);
        var at = 0;
        while (at < raw.Length)
        {
            // A run may have gone past the beginning of the row: what is left of it may still be what stands above.
            var rowEnd = at - (at % stride) + stride;
            var left = rowEnd - at;
            if (at >= stride && rowMatchBits > 0 && raw.Slice(at, left).SequenceEqual(raw.Slice(at - stride, left)))
                at += PutMatches(ref bits, left, rowMatch, rowMatchBits);
            if (bits.Remaining >= 0) at = PutRow(ref bits, raw, at, rowEnd);
            if (bits.Remaining < 0) return -1;
        }

        Put(ref bits, Literals[256]);
        return bits.Finish();
    }

    /// <summary>Literals and runs up to the end of a row; the last run may reach into the rows after it.</summary>
    private static int PutRow(ref Bits bits, ReadOnlySpan<byte> raw, int at, int rowEnd)
    {
        while (at < rowEnd && bits.Remaining >= 0)
        {
            var run = NextRun(raw, at, rowEnd);
            bits.PutLiterals(raw[at..run]);
            at = run;
            // Distance 1: code 0 of 5 bits.
            if (at < rowEnd && bits.Remaining >= 0) at += PutMatches(ref bits, RunLength(raw[at..]), 0, 5);
        }

        return at;
    }

    /// <summary>The first place from <paramref name="at"/> where a byte and the two after it equal the one before; the row's end where there is none.</summary>
    private static int NextRun(ReadOnlySpan<byte> raw, int at, int rowEnd)
    {
        ref var bytes = ref MemoryMarshal.GetReference(raw);
        var i = Math.Max(at, 1);
        for (; i + ShortestMatch - 1 + Vector256<byte>.Count <= raw.Length && i < rowEnd; i += Vector256<byte>.Count)
        {
            var value = Vector256.LoadUnsafe(ref bytes, (nuint)i);
            var equal = Vector256.Equals(Vector256.LoadUnsafe(ref bytes, (nuint)i - 1), value)
                & Vector256.Equals(Vector256.LoadUnsafe(ref bytes, (nuint)i + 1), value)
                & Vector256.Equals(Vector256.LoadUnsafe(ref bytes, (nuint)i + 2), value);
            if (equal.ExtractMostSignificantBits() is > 0 and var found) return Math.Min(i + BitOperations.TrailingZeroCount(found), rowEnd);
        }

        for (; i + ShortestMatch <= raw.Length && i < rowEnd; i++)
        {
            if (raw[i - 1] == raw[i] && raw[i] == raw[i + 1] && raw[i] == raw[i + 2]) return i;
        }

        return rowEnd;
    }

    /// <summary>Matches of one distance for a whole length; a length too short for one is left to literals.</summary>
    /// <returns>How much was put.</returns>
    private static int PutMatches(ref Bits bits, int length, uint distance, int distanceBits)
    {
        var left = length;
        while (left >= ShortestMatch && bits.Remaining >= 0)
        {
            var match = Math.Min(left, LongestMatch);
            // No rest of one or two, which would be too short.
            if (left - match is 1 or 2) match -= ShortestMatch;
            Put(ref bits, Lengths[match]);
            bits.Put(distance, distanceBits);
            left -= match;
        }

        return length - left;
    }

    /// <summary>How often the first byte comes in a row, at least <see cref="ShortestMatch"/> times.</summary>
    private static int RunLength(ReadOnlySpan<byte> bytes)
    {
        var length = bytes[ShortestMatch..].IndexOfAnyExcept(bytes[0]);
        return length < 0 ? bytes.Length : ShortestMatch + length;
    }

    private static void Put(ref Bits bits, uint entry) => bits.Put(entry >> 5, (int)(entry & 31));

    private static uint Literal(int symbol) => symbol switch
    {
        < 144 => Entry(Reversed(48 + symbol, 8), 8),
        < 256 => Entry(Reversed(400 + symbol - 144, 9), 9),
        _ => Entry(0, 7), // end of block
    };

    /// <summary>Code and extra bits of a match's length.</summary>
    private static uint Length(int length)
    {
        if (length < ShortestMatch) return 0;
        // Lengths 3 to 10 have a code each; then four codes share each number of extra bits; 258 has a code of its own.
        var (code, extra) = (length - ShortestMatch, 0);
        if (length == LongestMatch)
        {
            code = 28;
        }
        else if (code >= 8)
        {
            extra = BitOperations.Log2((uint)code) - 2;
            code = (extra * 4) + (code >> extra);
        }

        var rest = (uint)((length - ShortestMatch) & ((1 << extra) - 1));
        return code < 23
            ? Entry(Reversed(code + 1, 7) | (rest << 7), 7 + extra)
            : Entry(Reversed(192 + code - 23, 8) | (rest << 8), 8 + extra);
    }

    /// <summary>Code and extra bits of a distance; no bits where it is too far.</summary>
    private static uint Distance(int distance, out int count)
    {
        count = 0;
        if (distance > MaxDistance) return 0;
        var (code, extra) = (distance - 1, 0);
        if (code >= 4)
        {
            extra = BitOperations.Log2((uint)code) - 1;
            code = (extra * 2) + (code >> extra);
        }

        count = 5 + extra;
        return Reversed(code, 5) | ((uint)((distance - 1) & ((1 << extra) - 1)) << 5);
    }

    private static uint Entry(uint bits, int count) => (bits << 5) | (uint)count;

    // Huffman codes go out highest bit first, all else lowest bit first.
    private static uint Reversed(int code, int count)
    {
        var reversed = 0u;
        for (var bit = 0; bit < count; bit++) reversed |= (uint)((code >> bit) & 1) << (count - 1 - bit);
        return reversed;
    }

    /// <summary>Bits on their way into bytes.</summary>
    private ref struct Bits(Span<byte> destination)
    {
        private readonly Span<byte> _destination = destination;
        private ulong _waiting;
        private int _count;
        private int _length;

        /// <summary>Room that is left but for two words, which a symbol and the end may write to; once below zero, nothing more may be put.</summary>
        public readonly int Remaining => _destination.Length - _length - Slack;

        /// <summary>At most 32 bits.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Put(uint bits, int count)
        {
            _waiting |= (ulong)bits << _count;
            _count += count;
            if (_count >= 32) Flush();
        }

        /// <summary>A symbol each. Stops, with nothing left, where there is no room for all.</summary>
        public void PutLiterals(ReadOnlySpan<byte> values)
        {
            ref var table = ref MemoryMarshal.GetArrayDataReference(Literals);
            // In registers: through the fields every symbol would wait for the one before to be stored.
            var (waiting, count, length) = (_waiting, _count, _length);
            foreach (var value in values)
            {
                var entry = Unsafe.Add(ref table, (nint)value);
                waiting |= (ulong)(entry >> 5) << count;
                count += (int)(entry & 31);
                if (count < 32) continue;
                if (_destination.Length - length < Slack) break;
                BinaryPrimitives.WriteUInt64LittleEndian(_destination[length..], waiting);
                length += count / 8;
                waiting >>= count & ~7;
                count &= 7;
            }

            (_waiting, _count, _length) = (waiting, count, length);
        }

        public int Finish()
        {
            Flush();
            return _length + ((_count + 7) / 8);
        }

        private void Flush()
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_destination[_length..], _waiting);
            _length += _count / 8;
            _waiting >>= _count & ~7;
            _count &= 7;
        }
    }
}
