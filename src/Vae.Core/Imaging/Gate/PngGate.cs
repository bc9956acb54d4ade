using System.Buffers.Binary;

namespace Vae.Core.Imaging.Gate;

/// <summary>
/// Walks the chunks of a PNG (ISO/IEC 15948, sections 5 and 11). Lets IHDR, PLTE, tRNS, IDAT and IEND through and drops every
/// other ancillary chunk. Check sums and the compressed data itself are the codec's to check.
/// </summary>
internal static class PngGate
{
    // libpng writes IDAT in pieces of 8 KiB: 1,024 for the longest file read. Four times that is no image, but work.
    private const int MaxChunks = 4096;
    private const int Overhead = 12;

    private enum Part
    {
        Header,
        Palette,
        Transparency,
        Data,
        AfterData,
    }

    public static ImageHeader Walk(ReadOnlySpan<byte> encoded, ImageLimits limits, ref GateWriter writer)
    {
        writer.Write(ImageMagic.Png);
        var rest = encoded[ImageMagic.Png.Length..];
        var header = Header(ref rest, limits, ref writer, out var colour);
        var part = Part.Header;
        var paletteLength = 0;
        var orientation = 1;
        for (var count = 1; ; count++)
        {
            if (count > MaxChunks)
                throw Refuse.Invalid($"The PNG has more than {MaxChunks} chunks.");
            var chunk = Next(ref rest, out var type, out var payload);
            if (part == Part.Data && type != Type("IDAT"u8))
                part = Part.AfterData;

            if (type == Type("IDAT"u8))
            {
                if (part == Part.AfterData)
                    throw Refuse.Invalid("The PNG's IDAT chunks are not contiguous.");
                if (colour == 3 && paletteLength == 0)
                    throw Refuse.Invalid("The PNG is indexed, but has no palette before its data.");
                part = Part.Data;
                writer.Write(chunk);
            }
            else if (type == Type("PLTE"u8))
            {
                paletteLength = Palette(payload.Length, colour, part);
                part = Part.Palette;
                writer.Write(chunk);
            }
            else if (type == Type("tRNS"u8))
            {
                Transparency(payload.Length, colour, paletteLength, part);
                part = Part.Transparency;
                writer.Write(chunk);
            }
            else if (type == Type("IEND"u8))
            {
                End(payload.Length, part, rest.Length);
                writer.Write(chunk);
                return header with { Orientation = orientation };
            }
            else if (type == Type("eXIf"u8))
            {
                orientation = ExifOrientation.Read(payload);
            }
            else
            {
                Droppable(type);
            }
        }
    }

    private static ImageHeader Header(ref ReadOnlySpan<byte> rest, ImageLimits limits, ref GateWriter writer, out byte colour)
    {
        var chunk = Next(ref rest, out var type, out var payload);
        if (type != Type("IHDR"u8) || payload.Length != 13)
            throw Refuse.Invalid("The PNG does not begin with an IHDR chunk of 13 bytes.");
        var width = BinaryPrimitives.ReadUInt32BigEndian(payload);
        var height = BinaryPrimitives.ReadUInt32BigEndian(payload[4..]);
        Refuse.OutsideLimits(width, height, limits);

        var depth = payload[8];
        colour = payload[9];
        var legal = colour switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        };
        if (!legal)
            throw Refuse.Invalid($"The PNG has colour type {colour} with bit depth {depth}, which does not exist.");
        if (payload[10] != 0 || payload[11] != 0 || payload[12] > 1)
            throw Refuse.Invalid("The PNG names an unknown compression, filter or interlace method.");
        writer.Write(chunk);
        return new ImageHeader(ImageFormat.Png, (int)width, (int)height, Orientation: 1);
    }

    private static int Palette(int length, byte colour, Part part)
    {
        if (part != Part.Header || colour is 0 or 4)
            throw Refuse.Invalid("The PNG's palette is out of place.");
        if (length is 0 or > 768 || length % 3 != 0)
            throw Refuse.Invalid($"The PNG's palette has {length} bytes; expected 3 for each of 1 to 256 colours.");
        return length;
    }

    private static void Transparency(int length, byte colour, int paletteLength, Part part)
    {
        if (part is not (Part.Header or Part.Palette))
            throw Refuse.Invalid("The PNG's tRNS chunk is out of place.");
        var legal = colour switch
        {
            0 => length == 2,
            2 => length == 6,
            3 => length >= 1 && length <= paletteLength / 3,
            _ => false,
        };
        if (!legal)
            throw Refuse.Invalid($"The PNG's tRNS chunk has {length} bytes, which does not fit its colour type.");
    }

    private static void End(int length, Part part, int trailing)
    {
        if (length != 0)
            throw Refuse.Invalid($"The PNG's IEND chunk has {length} bytes; expected none.");
        if (part < Part.Data)
            throw Refuse.Invalid("The PNG has no image data.");
        if (trailing != 0)
            throw Refuse.Trailing(trailing);
    }

    private static void Droppable(uint type)
    {
        if (type == Type("acTL"u8))
            throw Refuse.Invalid("The PNG is animated; expected one frame.");
        // Bit 5 of the first letter: lower case is ancillary, upper case must be understood.
        if ((type & 0x20000000) == 0)
            throw Refuse.Invalid("The PNG has a critical chunk that is not known here, or a second IHDR.");
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest, out uint type, out ReadOnlySpan<byte> payload)
    {
        if (rest.Length < Overhead)
            throw Refuse.Truncated("a PNG chunk");
        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        type = BinaryPrimitives.ReadUInt32BigEndian(rest[4..]);
        foreach (var letter in rest.Slice(4, 4))
        {
            if (!char.IsAsciiLetter((char)letter))
                throw Refuse.Invalid("The PNG has a chunk whose type is not four letters.");
        }

        if (length > (uint)(rest.Length - Overhead))
            throw Refuse.Truncated("a PNG chunk");
        payload = rest.Slice(8, (int)length);
        var chunk = rest[..(Overhead + (int)length)];
        rest = rest[chunk.Length..];
        return chunk;
    }

    private static uint Type(ReadOnlySpan<byte> name) => BinaryPrimitives.ReadUInt32BigEndian(name);
}
