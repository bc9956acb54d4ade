using System.Buffers.Binary;
using System.Text.Json;

namespace Vae.Core.Checkpoints;

/// <summary>Writes the safetensors format: 8 bytes of header length, the header as JSON, the data.</summary>
internal static class SafeTensorsWriter
{
    private const int Alignment = 8;

    /// <summary>Entries sorted by name, header padded with spaces so that the data is aligned: the same entries give the same bytes.</summary>
    public static byte[] Write(IEnumerable<SafeTensor> tensors)
    {
        SafeTensor[] sorted = [.. tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal)];
        var header = Header(sorted);
        var padded = (header.Length + Alignment - 1) / Alignment * Alignment;
        var dataStart = sizeof(ulong) + padded;

        var file = new byte[checked(dataStart + sorted.Sum(tensor => tensor.Data.Length))];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)padded);
        header.CopyTo(file, sizeof(ulong));
        file.AsSpan((sizeof(ulong) + header.Length)..dataStart).Fill((byte)' ');

        var offset = dataStart;
        foreach (var tensor in sorted)
        {
            tensor.Data.Span.CopyTo(file.AsSpan(offset));
            offset += tensor.Data.Length;
        }

        return file;
    }

    private static byte[] Header(SafeTensor[] sorted)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            // What Python's loaders look for to tell whose row-major order this is.
            json.WriteStartObject("__metadata__");
            json.WriteString("format", "pt");
            json.WriteEndObject();

            var offset = 0L;
            foreach (var tensor in sorted)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", "F32");
                WriteArray(json, "shape", tensor.Shape);
                WriteArray(json, "data_offsets", [offset, offset + tensor.Data.Length]);
                json.WriteEndObject();
                offset += tensor.Data.Length;
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteArray(Utf8JsonWriter json, string name, long[] values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
