using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Vae.Core.Tests.Imaging;

/// <summary>Makes PNG files of every legal and many an illegal kind, chunk by chunk.</summary>
internal static class TestPng
{
    public static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] End => Chunk("IEND", []);

    public static byte[] Header(uint width, uint height, byte depth = 8, byte colour = 0, byte interlace = 0)
    {
        var payload = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(payload, width);
        BinaryPrimitives.WriteUInt32BigEndian(payload.AsSpan(4), height);
        (payload[8], payload[9], payload[12]) = (depth, colour, interlace);
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

    public static byte[] Data(ReadOnlySpan<byte> scanlines) => Chunk("IDAT", Deflate(scanlines));

    public static byte[] File(params byte[][] chunks) => [.. Signature, .. chunks.SelectMany(chunk => chunk)];

    /// <summary>A file from rows of samples, each row already packed; filter 0 is put before each.</summary>
    public static byte[] FromRows(uint width, byte depth, byte colour, byte[][] rows, params byte[][] beforeData) =>
        File([
            Header(width, (uint)rows.Length, depth, colour),
            .. beforeData,
            Data([.. rows.SelectMany(row => row.Prepend((byte)0))]),
            End]);

    public static byte[] Deflate(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Optimal))
            stream.Write(bytes);
        return packed.ToArray();
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return ~crc;
    }
}
