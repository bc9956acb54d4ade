using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Vae.Core.Imaging.Png;

/// <summary>The check sum of PNG chunks (ISO 3309, polynomial 0xEDB88320).</summary>
internal static class Crc32
{
    private const int Slices = 8;
    private const int Lanes = 4;
    private static readonly uint[] Table = MakeTable();

    // x^(n+32) and x^(n−32) mod P, bits reversed: what moves 16 bytes n bits on, for one lane (n = 128) and for all of them (n = 512).
    private static readonly Vector128<ulong> ByLane = Vector128.Create(0x1_7519_97D0UL, 0x0_CCAA_009EUL);
    private static readonly Vector128<ulong> ByLanes = Vector128.Create(0x1_5444_2BD4UL, 0x1_C6E4_1596UL);

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        if (!Pclmulqdq.IsSupported || bytes.Length < Lanes * Vector128<byte>.Count) return ~Continue(uint.MaxValue, bytes);

        var whole = MemoryMarshal.Cast<byte, Vector128<ulong>>(bytes);
        Span<Vector128<ulong>> folded = [Fold(whole)];
        return ~Continue(Continue(0, MemoryMarshal.AsBytes(folded)), bytes[(whole.Length * Vector128<byte>.Count)..]);
    }

    /// <summary>
    /// Folds blocks of 16 bytes, as many as lanes or more, into one that has the same remainder, the sum's start value included
    /// (Gopal et al. 2009, "Fast CRC computation for generic polynomials using PCLMULQDQ").
    /// </summary>
    private static Vector128<ulong> Fold(ReadOnlySpan<Vector128<ulong>> blocks)
    {
        var (a, b, c, d) = (blocks[0] ^ Vector128.CreateScalar((ulong)uint.MaxValue), blocks[1], blocks[2], blocks[3]);
        var next = Lanes;
        for (; next + Lanes <= blocks.Length; next += Lanes)
        {
            a = Move(a, ByLanes) ^ blocks[next];
            b = Move(b, ByLanes) ^ blocks[next + 1];
            c = Move(c, ByLanes) ^ blocks[next + 2];
            d = Move(d, ByLanes) ^ blocks[next + 3];
        }

        a = Move(Move(Move(a, ByLane) ^ b, ByLane) ^ c, ByLane) ^ d;
        for (; next < blocks.Length; next++) a = Move(a, ByLane) ^ blocks[next];
        return a;
    }

    private static Vector128<ulong> Move(Vector128<ulong> block, Vector128<ulong> by) =>
        Pclmulqdq.CarrylessMultiply(block, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(block, by, 0x11);

    /// <summary>The sum over more bytes, eight at a time.</summary>
    private static uint Continue(uint crc, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> table = Table;
        while (bytes.Length >= Slices)
        {
            var low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = table[(int)(1792 + (low & 255))] ^ table[(int)(1536 + ((low >> 8) & 255))]
                ^ table[(int)(1280 + ((low >> 16) & 255))] ^ table[(int)(1024 + (low >> 24))]
                ^ table[(int)(768 + (high & 255))] ^ table[(int)(512 + ((high >> 8) & 255))]
                ^ table[(int)(256 + ((high >> 16) & 255))] ^ table[(int)(high >> 24)];
            bytes = bytes[Slices..];
        }

        foreach (var value in bytes) crc = table[(int)((crc ^ value) & 255)] ^ (crc >> 8);
        return crc;
    }

    /// <summary>Slice s holds what a byte does to the sum s bytes later.</summary>
    private static uint[] MakeTable()
    {
        var table = new uint[Slices * 256];
        for (var i = 0u; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB8_8320);
            table[i] = crc;
        }

        for (var i = 256; i < table.Length; i++) table[i] = table[(int)(table[i - 256] & 255)] ^ (table[i - 256] >> 8);
        return table;
    }
}
