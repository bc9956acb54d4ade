using System.Buffers.Binary;

namespace Vae.Core.Imaging.Png;

/// <summary>The check sum of PNG chunks (ISO 3309, polynomial 0xEDB88320), eight bytes at a time.</summary>
internal static class Crc32
{
    private const int Slices = 8;
    private static readonly uint[] Table = MakeTable();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
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
        return ~crc;
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
