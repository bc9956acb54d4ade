using System.Buffers.Binary;
using System.IO.Compression;

namespace Vae.Core.Imaging.Gate;

/// <summary>
/// Whether a PNG's data unpacks to exactly its pixels, for a codec that does not ask: ImageSharp stops at the last row, whatever follows. Nothing is kept of what is unpacked, and unpacking stops one buffer after the last row.
/// </summary>
internal static class PngData
{
    private const int SignatureLength = 8;
    private const int ChunkOverhead = 12;
    private const int BufferLength = 32 * 1024;

    // First column and row and the steps of the seven passes: PNG specification, 8.2.
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    // The least side with pixels in each of the seven passes.
    private const int LeastInterlacedSide = 5;

    /// <summary>Whether one of the passes of an interlaced PNG has no pixels: ImageSharp 2.1 never comes to the end of such an image.</summary>
    /// <param name="gated">A PNG from the gate.</param>
    public static bool HasEmptyPass(ReadOnlySpan<byte> gated)
    {
        var ihdr = gated[(SignatureLength + 8)..];
        return ihdr[12] != 0 && Math.Min(BinaryPrimitives.ReadInt32BigEndian(ihdr), BinaryPrimitives.ReadInt32BigEndian(ihdr[4..])) < LeastInterlacedSide;
    }

    /// <summary>Unpacks and counts.</summary>
    /// <param name="gated">A PNG from the gate.</param>
    /// <exception cref="InvalidDataException">The data is damaged.</exception>
    public static bool IsWhole(ReadOnlySpan<byte> gated)
    {
        using var packed = new MemoryStream();
        for (var rest = gated[SignatureLength..]; rest.Length >= ChunkOverhead;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            if (rest[4..8].SequenceEqual("IDAT"u8))
                packed.Write(rest.Slice(8, length));
            rest = rest[(length + ChunkOverhead)..];
        }

        packed.Position = 0;
        using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
        var (expected, found) = (ExpectedLength(gated[(SignatureLength + 8)..]), 0L);
        var buffer = Scratch.Rent<byte>((int)Math.Min(BufferLength, expected + 1));
        try
        {
            for (var read = -1; read != 0 && found <= expected; found += read)
                read = unpacked.Read(buffer);
        }
        finally
        {
            Scratch.Return(buffer);
        }

        return found == expected;
    }

    /// <param name="ihdr">Width, height, bit depth, colour type, compression, filter, interlace.</param>
    private static long ExpectedLength(ReadOnlySpan<byte> ihdr)
    {
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(ihdr), BinaryPrimitives.ReadInt32BigEndian(ihdr[4..]));
        var samples = ihdr[9] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        var bits = ihdr[8] * samples;
        if (ihdr[12] == 0)
            return Rows(width, height, bits);
        return Adam7.Sum(pass => Rows((width - pass.X + pass.StepX - 1) / pass.StepX, (height - pass.Y + pass.StepY - 1) / pass.StepY, bits));
    }

    // Each row begins with the byte of its filter; a pass without columns has no rows.
    private static long Rows(int columns, int rows, int bits) => columns <= 0 || rows <= 0 ? 0 : rows * (1 + (((long)columns * bits) + 7) / 8);
}
