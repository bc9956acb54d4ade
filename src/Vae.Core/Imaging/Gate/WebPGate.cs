using System.Buffers.Binary;

namespace Vae.Core.Imaging.Gate;

/// <summary>
/// Walks the RIFF tree of a WebP (RFC 9649, section 2). Lets one still image through, with its alpha plane, and drops colour
/// profile, EXIF, XMP and unknown chunks.
/// </summary>
internal static class WebPGate
{
    private const int MaxChunks = 256;
    private const int FormHeader = 12;
    private const int ChunkHeader = 8;
    private const byte AnimationFlag = 0x02;
    private const byte AlphaFlag = 0x10;

    private ref struct Chunks
    {
        public ReadOnlySpan<byte> Extended;
        public ReadOnlySpan<byte> Alpha;
        public ReadOnlySpan<byte> Image;
        public bool Lossless;
        public int Width;
        public int Height;
        public int Orientation;
    }

    public static ImageHeader Walk(ReadOnlySpan<byte> encoded, ImageLimits limits, ref GateWriter writer)
    {
        var form = (long)BinaryPrimitives.ReadUInt32LittleEndian(encoded[4..]) + ChunkHeader;
        var chunks = new Chunks { Orientation = 1 };
        var rest = encoded[FormHeader..(int)Math.Max(FormHeader, Math.Min(encoded.Length, form))];
        for (var count = 0; !rest.IsEmpty; count++)
        {
            if (count > MaxChunks)
                throw Refuse.Invalid($"The WebP has more than {MaxChunks} chunks.");
            Chunk(ref rest, limits, ref chunks);
        }

        if (form > encoded.Length)
            throw Refuse.Truncated("the WebP's RIFF form");
        if (chunks.Image.IsEmpty)
            throw Refuse.Invalid("The WebP has no image data.");
        if (form < encoded.Length)
            throw Refuse.Trailing((int)(encoded.Length - form));

        Assemble(chunks, ref writer);
        return new ImageHeader(ImageFormat.WebP, chunks.Width, chunks.Height, chunks.Orientation);
    }

    private static void Chunk(ref ReadOnlySpan<byte> rest, ImageLimits limits, ref Chunks chunks)
    {
        if (rest.Length < ChunkHeader)
            throw Refuse.Truncated("a WebP chunk");
        var type = rest[..4];
        var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
        var payload = rest[ChunkHeader..];
        if (type.SequenceEqual("VP8X"u8))
            Extended(payload, length, limits, ref chunks);
        else if (type.SequenceEqual("VP8 "u8) || type.SequenceEqual("VP8L"u8))
            Image(payload, lossless: type[3] == 'L', limits, ref chunks);

        // Chunks are padded to an even length.
        var padded = length + (length & 1L);
        if (padded > payload.Length)
            throw Refuse.Truncated("a WebP chunk");
        payload = payload[..(int)length];
        if (type.SequenceEqual("VP8 "u8) || type.SequenceEqual("VP8L"u8))
            chunks.Image = payload;
        else if (type.SequenceEqual("ALPH"u8))
            Alpha(payload, ref chunks);
        else if (type.SequenceEqual("ANIM"u8) || type.SequenceEqual("ANMF"u8))
            throw Refuse.Invalid("The WebP is animated; expected one frame.");
        else if (type.SequenceEqual("EXIF"u8))
            chunks.Orientation = ExifOrientation.Read(payload.StartsWith("Exif\0\0"u8) ? payload[6..] : payload);
        rest = rest[(int)(ChunkHeader + padded)..];
    }

    private static void Extended(ReadOnlySpan<byte> payload, uint length, ImageLimits limits, ref Chunks chunks)
    {
        if (payload.Length < 10)
            throw Refuse.Truncated("the WebP's header");
        if (length != 10 || !chunks.Extended.IsEmpty || !chunks.Image.IsEmpty)
            throw Refuse.Invalid("The WebP's VP8X chunk is out of place or has the wrong length.");
        if ((payload[0] & AnimationFlag) != 0)
            throw Refuse.Invalid("The WebP is animated; expected one frame.");
        chunks.Extended = payload[..10];
        chunks.Width = 1 + (payload[4] | (payload[5] << 8) | (payload[6] << 16));
        chunks.Height = 1 + (payload[7] | (payload[8] << 8) | (payload[9] << 16));
        Refuse.OutsideLimits(chunks.Width, chunks.Height, limits);
    }

    private static void Alpha(ReadOnlySpan<byte> payload, ref Chunks chunks)
    {
        if (chunks.Extended.IsEmpty || !chunks.Image.IsEmpty || !chunks.Alpha.IsEmpty || payload.IsEmpty)
            throw Refuse.Invalid("The WebP's alpha chunk is out of place.");
        chunks.Alpha = payload;
    }

    private static void Image(ReadOnlySpan<byte> payload, bool lossless, ImageLimits limits, ref Chunks chunks)
    {
        if (!chunks.Image.IsEmpty)
            throw Refuse.Invalid("The WebP has two images; expected one.");
        var (width, height) = lossless ? LosslessSides(payload) : LossySides(payload);
        Refuse.OutsideLimits(width, height, limits);
        if (!chunks.Extended.IsEmpty && (width != chunks.Width || height != chunks.Height))
            throw Refuse.Invalid($"The WebP's image has {width} x {height} pixels, its canvas {chunks.Width} x {chunks.Height}.");
        if (lossless && !chunks.Alpha.IsEmpty)
            throw Refuse.Invalid("The WebP's alpha chunk is out of place.");
        (chunks.Width, chunks.Height, chunks.Lossless) = (width, height, lossless);
    }

    // RFC 6386, section 9.1: a frame tag of 3 bytes whose lowest bit is 0 for a key frame, a start code, 14 bits for each side.
    private static (int Width, int Height) LossySides(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 10)
            throw Refuse.Truncated("the WebP's frame header");
        if ((payload[0] & 1) != 0 || payload[3] != 0x9D || payload[4] != 0x01 || payload[5] != 0x2A)
            throw Refuse.Invalid("The WebP does not begin with a key frame.");
        return (BinaryPrimitives.ReadUInt16LittleEndian(payload[6..]) & 0x3FFF,
            BinaryPrimitives.ReadUInt16LittleEndian(payload[8..]) & 0x3FFF);
    }

    // RFC 9649, section 3.4: a signature, 14 bits for each side less one, alpha, a version of 3 bits.
    private static (int Width, int Height) LosslessSides(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 5)
            throw Refuse.Truncated("the WebP's lossless header");
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(payload[1..]);
        if (payload[0] != 0x2F || bits >> 29 != 0)
            throw Refuse.Invalid("The WebP's lossless data has an unknown signature or version.");
        return (1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));
    }

    private static void Assemble(scoped in Chunks chunks, ref GateWriter writer)
    {
        writer.Write("RIFF\0\0\0\0WEBP"u8);
        if (!chunks.Alpha.IsEmpty)
        {
            Span<byte> extended = stackalloc byte[10];
            chunks.Extended.CopyTo(extended);
            extended[0] = AlphaFlag;
            Append("VP8X"u8, extended, ref writer);
            Append("ALPH"u8, chunks.Alpha, ref writer);
        }

        Append(chunks.Lossless ? "VP8L"u8 : "VP8 "u8, chunks.Image, ref writer);
        BinaryPrimitives.WriteUInt32LittleEndian(writer.Written[4..], (uint)(writer.Length - ChunkHeader));
    }

    private static void Append(scoped ReadOnlySpan<byte> type, scoped ReadOnlySpan<byte> payload, ref GateWriter writer)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, payload.Length);
        writer.Write(type);
        writer.Write(length);
        writer.Write(payload);
        if ((payload.Length & 1) != 0)
            writer.Write([0]);
    }
}
