using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;

namespace Vae.Reliability.Tests.Hostile.Images;

/// <summary>PNG files, chunk by chunk, whatever the chunks say.</summary>
internal static class PngFile
{
    private const int Unit = 1 << 20;

    // A thousand bytes a mebibyte: the pattern is made once, and a bomb is its repetition.
    private static readonly Lazy<(byte[] First, byte[] Further)> UnitOfZeros = new(CompressUnits);
    private static readonly ConcurrentDictionary<int, byte[]> Bombs = new();

    public static byte[] Signature { get; } = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] End { get; } = Chunk("IEND", []);

    public static byte[] File(params IEnumerable<byte[]> chunks) => [.. Signature, .. chunks.SelectMany(chunk => chunk)];

    public static byte[] Header(uint width, uint height, int depth = 8, int colour = 0, int interlace = 0)
    {
        var payload = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(payload, width);
        BinaryPrimitives.WriteUInt32BigEndian(payload.AsSpan(4), height);
        (payload[8], payload[9], payload[12]) = ((byte)depth, (byte)colour, (byte)interlace);
        return Chunk("IHDR", payload);
    }

    public static byte[] Chunk(string type, ReadOnlySpan<byte> payload)
    {
        var chunk = new byte[12 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, payload.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        payload.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + payload.Length), Crc(chunk.AsSpan(4, 4 + payload.Length)));
        return chunk;
    }

    /// <summary>An IDAT with the lines of a picture of one colour, whatever its layout.</summary>
    public static byte[] Lines(int bytes, byte value)
    {
        var lines = new byte[bytes];
        Array.Fill(lines, value);
        return Chunk("IDAT", Deflate(lines));
    }

    /// <summary>An IDAT that unpacks to so many mebibytes.</summary>
    public static byte[] Bomb(int mebibytes) => Bombs.GetOrAdd(mebibytes, count => Chunk("IDAT", Zeros(count)));

    /// <summary>A zlib stream of so many mebibytes of zeros, of about a thousandth of their size.</summary>
    public static byte[] Zeros(int mebibytes)
    {
        (byte[] unit, byte[] further) = UnitOfZeros.Value;
        var stream = new byte[2 + unit.Length + further.Length * (mebibytes - 1) + 5 + 4];
        (stream[0], stream[1]) = (0x78, 0x9C);
        unit.CopyTo(stream, 2);
        for (int i = 1; i < mebibytes; i++) further.CopyTo(stream, 2 + unit.Length + (i - 1) * further.Length);
        // An empty stored block that says it is the last, and Adler-32 of zeros: the sum stays 1, the sum of sums counts them.
        byte[] end = [1, 0, 0, 0xFF, 0xFF];
        end.CopyTo(stream, stream.Length - 9);
        BinaryPrimitives.WriteUInt32BigEndian(stream.AsSpan(stream.Length - 4), (uint)((long)mebibytes * Unit % 65521) << 16 | 1);
        return stream;
    }

    public static byte[] Deflate(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest)) zlib.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>The file's chunks, length and check sum included.</summary>
    public static List<byte[]> Chunks(ReadOnlySpan<byte> file)
    {
        var chunks = new List<byte[]>();
        for (ReadOnlySpan<byte> rest = file[Signature.Length..]; !rest.IsEmpty;)
        {
            int length = 12 + BinaryPrimitives.ReadInt32BigEndian(rest);
            chunks.Add(rest[..length].ToArray());
            rest = rest[length..];
        }
        return chunks;
    }

    private static (byte[] First, byte[] Further) CompressUnits()
    {
        using var packed = new MemoryStream();
        using var deflate = new DeflateStream(packed, CompressionLevel.Optimal);
        var zeros = new byte[Unit];
        // The second refers to nothing but zeros before it, and ends at a byte: it can be repeated.
        deflate.Write(zeros);
        deflate.Flush();
        int first = (int)packed.Length;
        deflate.Write(zeros);
        deflate.Flush();
        return (packed.ToArray()[..first], packed.ToArray()[first..]);
    }

    /// <summary>CRC-32 as PNG's annex D defines it.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1) * 0xEDB88320;
        }
        return ~crc;
    }
}
