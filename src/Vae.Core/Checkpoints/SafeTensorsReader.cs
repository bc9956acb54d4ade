using System.Buffers.Binary;

namespace Vae.Core.Checkpoints;

/// <summary>Reads the safetensors format from memory. Nothing is allocated by a number that the file merely claims.</summary>
internal static class SafeTensorsReader
{
    /// <summary>Largest header, in bytes.</summary>
    public const int MaxHeaderBytes = 1 << 20;

    /// <summary>The entries in order of their data, which they share with <paramref name="file"/>.</summary>
    /// <exception cref="CheckpointInvalidException">The file breaks a rule of the format, or one of ours.</exception>
    public static IReadOnlyList<SafeTensor> Read(ReadOnlyMemory<byte> file)
    {
        var header = HeaderOf(file.Span);
        var entries = SafeTensorsHeader.Parse(header);
        var data = file[(sizeof(ulong) + header.Length)..];

        entries.Sort((a, b) => a.Begin.CompareTo(b.Begin));
        var tensors = new List<SafeTensor>(entries.Count);
        var expected = 0L;
        foreach (var entry in entries)
        {
            if (entry.Begin != expected)
            {
                throw new CheckpointInvalidException(
                    $"The tensor '{entry.ShortName}' begins at offset {entry.Begin}; the data before it ends at {expected}.");
            }

            if (entry.End > data.Length)
            {
                throw new CheckpointInvalidException(
                    $"The tensor '{entry.ShortName}' ends at offset {entry.End}; the file has {data.Length} bytes of data.");
            }

            tensors.Add(new SafeTensor(entry.Name, entry.Shape, data[(int)entry.Begin..(int)entry.End]));
            expected = entry.End;
        }

        if (expected != data.Length)
        {
            throw new CheckpointInvalidException($"The tensors end at offset {expected}; the file has {data.Length} bytes of data.");
        }

        return tensors;
    }

    private static ReadOnlySpan<byte> HeaderOf(ReadOnlySpan<byte> file)
    {
        if (file.Length < sizeof(ulong)) throw new CheckpointInvalidException($"The weights have {file.Length} bytes; the header's length alone takes 8.");

        var length = BinaryPrimitives.ReadUInt64LittleEndian(file);
        if (length is 0 or > MaxHeaderBytes)
        {
            throw new CheckpointInvalidException($"The weights' header claims {length} bytes; 1 to {MaxHeaderBytes} are allowed.");
        }

        if (length > (ulong)(file.Length - sizeof(ulong)))
        {
            throw new CheckpointInvalidException($"The weights' header claims {length} bytes; only {file.Length - sizeof(ulong)} follow.");
        }

        return file.Slice(sizeof(ulong), (int)length);
    }
}
