using System.Buffers.Binary;
using System.IO.Hashing;
using Vae.Core.Imaging.Gate;

namespace Vae.Core.Imaging.Png;

/// <summary>
/// Writes PNG files of 8-bit grey or RGB (ISO/IEC 15948). The one home of PNG writing for every codec; safe for concurrent use, and the same
/// pixels give the same bytes.
/// </summary>
/// <remarks>
/// A model's pictures are small: for them setting a general compressor up takes longer than compressing, so they go through
/// <see cref="FixedHuffman"/>. Larger ones go through zlib. No file is longer than one that stores its rows as they are.
/// </remarks>
public static class PngWriter
{
    /// <summary>Bytes of rows up to which the small way is taken: beyond it the better compression of the other is worth its time.</summary>
    private const int SmallLength = 64 * 1024;

    private const int StoredBlock = 65535;
    private const int StoredOverhead = 5;
    private const int HeaderLength = 13;
    private const int ChunkOverhead = 12;
    private const int ZLibHeader = 2;
    private const int ZLibOverhead = 6;
    private const int DataAt = 8 + ChunkOverhead + HeaderLength;

    /// <summary>The room that <see cref="Write"/> needs.</summary>
    /// <param name="width">Columns, ≥ 1.</param>
    /// <param name="height">Rows, ≥ 1.</param>
    /// <param name="channels">1 (grey) or 3 (RGB).</param>
    /// <returns>Bytes: the rows, what frames them, and 16 to work in.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <exception cref="OverflowException">The file could have more than 2³¹ − 1 bytes.</exception>
    public static int MaxLength(int width, int height, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "Expected 1 (grey) or 3 (RGB) channels.");
        checked
        {
            var stored = StoredLength((((long)width * channels) + 1) * height);
            return (int)(DataAt + ChunkOverhead + ZLibOverhead + stored + ChunkOverhead + FixedHuffman.Slack);
        }
    }

    /// <summary>Writes a file.</summary>
    /// <param name="pixels"><c>[height, width, channels]</c> bytes.</param>
    /// <param name="width">Columns, ≥ 1.</param>
    /// <param name="height">Rows, ≥ 1.</param>
    /// <param name="channels">1 (grey) or 3 (RGB).</param>
    /// <param name="destination">Receives the file; at least <see cref="MaxLength"/> bytes, all of which may be written to.</param>
    /// <returns>The file's length.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side or the channels are outside their range.</exception>
    /// <exception cref="ArgumentException">A length disagrees.</exception>
    /// <exception cref="OverflowException">The file could have more than 2³¹ − 1 bytes.</exception>
    public static int Write(ReadOnlySpan<byte> pixels, int width, int height, int channels, Span<byte> destination)
    {
        var most = MaxLength(width, height, channels);
        if (pixels.Length != (long)width * height * channels)
            throw new ArgumentException($"Expected {width} x {height} x {channels} bytes, got {pixels.Length}.", nameof(pixels));
        if (destination.Length < most)
            throw new ArgumentException($"Expected room for {most} bytes, got {destination.Length}.", nameof(destination));

        ImageMagic.Png.CopyTo(destination);
        var header = destination.Slice(16, HeaderLength);
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (8, (byte)(channels == 1 ? 0 : 2));
        var end = Frame(destination[8..], "IHDR"u8, HeaderLength) + 8;

        end += Frame(destination[end..], "IDAT"u8, Data(pixels, width * channels, channels, destination[(end + 8)..most]));
        return end + Frame(destination[end..], "IEND"u8, 0);
    }

    /// <summary>The file in an array of its own.</summary>
    internal static byte[] ToArray(PixelImage image)
    {
        var file = Scratch.Rent<byte>(MaxLength(image.Width, image.Height, image.Channels));
        try
        {
            return file[..Write(image.Pixels, image.Width, image.Height, image.Channels, file)];
        }
        finally
        {
            Scratch.Return(file);
        }
    }

    /// <summary>Length, type and check sum around a payload that is in its place.</summary>
    private static int Frame(Span<byte> chunk, ReadOnlySpan<byte> type, int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(chunk, length);
        type.CopyTo(chunk[4..]);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[(8 + length)..], Crc32.HashToUInt32(chunk.Slice(4, 4 + length)));
        return ChunkOverhead + length;
    }

    /// <summary>The zlib stream of the rows.</summary>
    private static int Data(ReadOnlySpan<byte> pixels, int rowLength, int channels, Span<byte> destination)
    {
        var height = pixels.Length / rowLength;
        var rawLength = (rowLength + 1) * height;
        var stored = (int)StoredLength(rawLength);
        if (rawLength > SmallLength && FilteredDeflate.Write(pixels, rowLength, channels, destination[..(ZLibOverhead + stored)]) is var filtered and > 0)
            return filtered;

        var raw = Scratch.Rent<byte>(rawLength);
        try
        {
            var rows = raw.AsSpan(0, rawLength);
            for (var y = 0; y < height; y++)
            {
                rows[y * (rowLength + 1)] = 0; // no filter
                pixels.Slice(y * rowLength, rowLength).CopyTo(rows[((y * (rowLength + 1)) + 1)..]);
            }

            // 32 KiB of window, fastest compression.
            (destination[0], destination[1]) = (0x78, 0x01);
            var body = destination[ZLibHeader..];
            var length = rawLength > SmallLength ? -1 : FixedHuffman.Deflate(rows, rowLength + 1, body[..(stored + FixedHuffman.Slack)]);
            if (length < 0 || length > stored) length = Store(rows, body);
            BinaryPrimitives.WriteUInt32BigEndian(body[length..], Adler32.Of(rows));
            return ZLibOverhead + length;
        }
        finally
        {
            Scratch.Return(raw);
        }
    }

    private static long StoredLength(long raw) => raw + (StoredOverhead * ((raw + StoredBlock - 1) / StoredBlock));

    /// <summary>Blocks without compression.</summary>
    private static int Store(ReadOnlySpan<byte> raw, Span<byte> destination)
    {
        var at = 0;
        while (!raw.IsEmpty)
        {
            var length = Math.Min(raw.Length, StoredBlock);
            destination[at] = (byte)(length == raw.Length ? 1 : 0); // the last block
            BinaryPrimitives.WriteUInt16LittleEndian(destination[(at + 1)..], (ushort)length);
            BinaryPrimitives.WriteUInt16LittleEndian(destination[(at + 3)..], (ushort)~length);
            raw[..length].CopyTo(destination[(at + StoredOverhead)..]);
            at += StoredOverhead + length;
            raw = raw[length..];
        }

        return at;
    }
}
