using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Vae.Api.Formats;

/// <summary>Writes float32 tensors as bytes, little-endian and row-major.</summary>
internal static class TensorEncoder
{
    /// <summary>The values alone.</summary>
    public static byte[] Raw(ReadOnlySpan<float> values)
    {
        var bytes = new byte[checked(values.Length * sizeof(float))];
        Write(values, bytes);
        return bytes;
    }

    /// <summary>NumPy's file format, version 1.0 (numpy.lib.format): magic, header length, a header padded to 64 bytes, the values.</summary>
    public static byte[] Npy(ReadOnlySpan<float> values, IReadOnlyList<int> shape)
    {
        const int preamble = 10;
        var dimensions = string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));
        var tuple = shape.Count == 1 ? $"({dimensions},)" : $"({dimensions})";
        var header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {tuple}, }}";
        var padded = (preamble + header.Length + 1 + 63) / 64 * 64 - preamble;
        header = header.PadRight(padded - 1) + '\n';

        var bytes = new byte[checked(preamble + padded + values.Length * sizeof(float))];
        bytes[0] = 0x93;
        "NUMPY"u8.CopyTo(bytes.AsSpan(1));
        bytes[6] = 1;
        bytes[7] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)padded);
        Encoding.ASCII.GetBytes(header, bytes.AsSpan(preamble));
        Write(values, bytes.AsSpan(preamble + padded));
        return bytes;
    }

    private static void Write(ReadOnlySpan<float> values, Span<byte> bytes)
    {
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes[(i * sizeof(float))..], values[i]);
    }
}
