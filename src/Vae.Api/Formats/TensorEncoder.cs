using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Vae.Api.Formats;

/// <summary>Writes float32 tensors as bytes, little-endian and row-major.</summary>
internal static class TensorEncoder
{
    private const int Preamble = 10;

    /// <summary>The values alone.</summary>
    public static byte[] Raw(ReadOnlySpan<float> values)
    {
        var bytes = new byte[checked(values.Length * sizeof(float))];
        Copy(values, bytes);
        return bytes;
    }

    /// <summary>NumPy's file format, version 1.0 (numpy.lib.format): magic, header length, a header padded to 64 bytes, the values.</summary>
    public static byte[] Npy(ReadOnlySpan<float> values, IReadOnlyList<int> shape)
    {
        var header = Header(shape);
        var bytes = new byte[checked(header.Length + values.Length * sizeof(float))];
        header.CopyTo(bytes, 0);
        Copy(values, bytes.AsSpan(header.Length));
        return bytes;
    }

    /// <summary>Writes the values, as npy or alone.</summary>
    public static void Write(IBufferWriter<byte> output, string type, ReadOnlySpan<float> values, IReadOnlyList<int> shape)
    {
        if (type == MediaTypes.Npy)
            output.Write(Header(shape));
        var length = checked(values.Length * sizeof(float));
        Copy(values, output.GetSpan(length));
        output.Advance(length);
    }

    private static byte[] Header(IReadOnlyList<int> shape)
    {
        var dimensions = string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));
        var tuple = shape.Count == 1 ? $"({dimensions},)" : $"({dimensions})";
        var text = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {tuple}, }}";
        var padded = (Preamble + text.Length + 1 + 63) / 64 * 64 - Preamble;

        var header = new byte[Preamble + padded];
        header[0] = 0x93;
        "NUMPY"u8.CopyTo(header.AsSpan(1));
        header[6] = 1;
        header[7] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)padded);
        Encoding.ASCII.GetBytes(text.PadRight(padded - 1) + '\n', header.AsSpan(Preamble));
        return header;
    }

    private static void Copy(ReadOnlySpan<float> values, Span<byte> bytes)
    {
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(values).CopyTo(bytes);
            return;
        }
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes[(i * sizeof(float))..], values[i]);
    }
}
