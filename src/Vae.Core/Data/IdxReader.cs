using System.Buffers.Binary;
using System.IO.Compression;

namespace Vae.Core.Data;

/// <summary>
/// Reads the IDX files that MNIST and its relatives come in: a big-endian header (magic, number of items, sides), then one byte a
/// value. Plain or gzipped, told by the first bytes. Memory grows with the data that arrives, never with what a header claims.
/// </summary>
public static class IdxReader
{
    private const uint ImagesMagic = 0x00000803;
    private const uint LabelsMagic = 0x00000801;
    private const int FirstBuffer = 1 << 20;

    /// <summary>Reads one split.</summary>
    /// <param name="imagesPath">The file of the images, magic 0x00000803: <c>[N, H, W]</c> unsigned bytes.</param>
    /// <param name="labelsPath">The file of the labels, magic 0x00000801: <c>[N]</c> unsigned bytes; null for none.</param>
    /// <param name="limits">How much to unpack; null for the defaults.</param>
    /// <returns>Grey images, in the order of the file.</returns>
    /// <exception cref="DatasetInvalidException">A file is missing, truncated, too long, too large or of another kind.</exception>
    public static ImageSet Read(string imagesPath, string? labelsPath, IdxLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(imagesPath);
        limits ??= new IdxLimits();
        var pixels = ReadFile(imagesPath, ImagesMagic, "images", limits, out var dimensions);
        var shape = new ImageShape(Channels: 1, Height: dimensions[1], Width: dimensions[2]);
        if (labelsPath is null)
            return new ImageSet(shape, pixels);

        var labels = ReadFile(labelsPath, LabelsMagic, "labels", limits, out var labelled);
        if (labelled[0] != dimensions[0])
            throw new DatasetInvalidException(
                $"'{Path.GetFileName(imagesPath)}' has {dimensions[0]} images, but '{Path.GetFileName(labelsPath)}' has " +
                $"{labelled[0]} labels; expected one label an image. Take both files from the same split.");
        return new ImageSet(shape, pixels, labels);
    }

    /// <summary>Reads no more than the header of a file of images.</summary>
    /// <param name="imagesPath">The file of the images, magic 0x00000803.</param>
    /// <param name="limits">The most that a header may announce; null for the defaults.</param>
    /// <returns>The shape of one image and the number of images that the header announces.</returns>
    /// <exception cref="DatasetInvalidException">The file is missing, truncated, damaged or of another kind.</exception>
    internal static (ImageShape Shape, int Count) ReadHeader(string imagesPath, IdxLimits? limits)
    {
        var dimensions = Open(
            imagesPath,
            (file, content) => Header(content, Path.GetFileName(imagesPath), ImagesMagic, "images", limits ?? new IdxLimits(), out _));
        return (new ImageShape(Channels: 1, Height: dimensions[1], Width: dimensions[2]), dimensions[0]);
    }

    private static byte[] ReadFile(string path, uint magic, string what, IdxLimits limits, out int[] dimensions)
    {
        var name = Path.GetFileName(path);
        int[] header = [];
        var data = Open(path, (file, content) =>
        {
            header = Header(content, name, magic, what, limits, out var length);
            var values = Data(content, name, length, header);
            if (content.ReadByte() >= 0)
                throw new DatasetInvalidException(
                    $"'{name}' goes on after the {length} bytes that its header announces ({string.Join(" x ", header)}). " +
                    "The header or the file is wrong: fetch it again.");
            if (content is GZipStream)
                CheckTrailer(file, name, (sizeof(int) * (1L + header.Length)) + length);
            return values;
        });
        dimensions = header;
        return data;
    }

    private static T Open<T>(string path, Func<FileStream, Stream, T> read)
    {
        var name = Path.GetFileName(path);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
            using var content = Unpacked(file);
            return read(file, content);
        }
        catch (InvalidDataException e)
        {
            throw new DatasetInvalidException($"'{name}' is damaged: its gzip data does not unpack. Fetch it again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetInvalidException($"'{name}' cannot be read: {e.GetType().Name}. Check that it exists and its permissions.", e);
        }
    }

    private static Stream Unpacked(FileStream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 2 && magic[0] == 0x1F && magic[1] == 0x8B ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    // RFC 1952, section 2.3.1: a gzip member ends with its unpacked length. The decompressor is content with a file cut before it.
    private static void CheckTrailer(FileStream file, string name, long unpacked)
    {
        Span<byte> word = stackalloc byte[4];
        file.Seek(-word.Length, SeekOrigin.End);
        file.ReadExactly(word);
        var announced = BinaryPrimitives.ReadUInt32LittleEndian(word);
        if (announced != (uint)unpacked)
            throw new DatasetInvalidException(
                $"'{name}' is truncated or followed by other data: it unpacks to {unpacked} bytes, its last bytes say {announced}. Fetch it again.");
    }

    private static int[] Header(Stream content, string name, uint magic, string what, IdxLimits limits, out int length)
    {
        Span<byte> word = stackalloc byte[4];
        ReadWord(content, word, name);
        var actual = BinaryPrimitives.ReadUInt32BigEndian(word);
        if (actual != magic)
            throw new DatasetInvalidException($"'{name}' begins with 0x{actual:X8}; expected 0x{magic:X8} (IDX {what} of unsigned bytes).{Hint(actual)}");

        var dimensions = new int[magic & 0xFF];
        long product = 1;
        for (var i = 0; i < dimensions.Length; i++)
        {
            ReadWord(content, word, name);
            var extent = BinaryPrimitives.ReadUInt32BigEndian(word);
            var most = i == 0 ? limits.MaxBytes : limits.MaxSide;
            if (extent < 1 || extent > most)
                throw new DatasetInvalidException($"'{name}' says that dimension {i} is {extent}; expected 1 to {most}.");
            dimensions[i] = (int)extent;
            // Each factor is at most 2³¹ and the product so far at most MaxBytes, so 64 bits suffice.
            product *= extent;
            if (product > limits.MaxBytes)
                throw new DatasetInvalidException($"'{name}' announces more than {limits.MaxBytes} bytes of {what}, the most that is read.");
        }

        length = (int)product;
        return dimensions;
    }

    private static string Hint(uint actual) => actual switch
    {
        LabelsMagic => " It is a file of labels: exchange the two.",
        ImagesMagic => " It is a file of images: exchange the two.",
        _ when actual >> 16 == 0 && (actual >> 8) is 0x09 or 0x0B or 0x0C or 0x0D or 0x0E =>
            " It is IDX, but its values are not unsigned bytes: convert it.",
        _ => " It is no IDX file.",
    };

    private static void ReadWord(Stream content, Span<byte> word, string name)
    {
        if (content.ReadAtLeast(word, word.Length, throwOnEndOfStream: false) < word.Length)
            throw new DatasetInvalidException($"'{name}' is truncated: it ends inside its header. Fetch it again.");
    }

    private static byte[] Data(Stream content, string name, int length, int[] dimensions)
    {
        var data = new byte[Math.Min(length, FirstBuffer)];
        var filled = 0;
        while (true)
        {
            filled += content.ReadAtLeast(data.AsSpan(filled), data.Length - filled, throwOnEndOfStream: false);
            if (filled < data.Length)
                throw new DatasetInvalidException(
                    $"'{name}' is truncated: its header announces {string.Join(" x ", dimensions)} = {length} bytes, it has {filled}. " +
                    "Fetch it again.");
            if (filled == length)
                return data;
            Array.Resize(ref data, (int)Math.Min(length, 2L * data.Length));
        }
    }
}
