using System.Buffers.Binary;

namespace Vae.Core.Imaging.Gate;

/// <summary>
/// Walks the markers of a JPEG (ITU-T T.81, annex B). Lets frame, tables and scans of baseline, extended and progressive Huffman
/// images with one or three components through. Of the application data only what decides the colour space passes: JFIF's and
/// Adobe's markers, written anew at their shortest.
/// </summary>
internal static class JpegGate
{
    private const int MaxSegments = 1024;
    private const int MaxScans = 100;
    // A progressive picture has about ten scans. The product bounds the time that scans over large empty frames can take.
    private const long MaxScannedPixels = 400_000_000;

    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    private struct State
    {
        public ImageHeader Header;
        public bool HasFrame;
        public int Components;
        public int Scans;
    }

    public static ImageHeader Walk(ReadOnlySpan<byte> encoded, ImageLimits limits, ref GateWriter writer)
    {
        writer.Write([0xFF, StartOfImage]);
        var state = new State { Header = new ImageHeader(ImageFormat.Jpeg, 0, 0, Orientation: 1) };
        var rest = encoded[2..];
        for (var segments = 0; ; segments++)
        {
            if (segments > MaxSegments)
                throw Refuse.Invalid($"The JPEG has more than {MaxSegments} segments.");
            var marker = NextMarker(ref rest);
            if (marker == EndOfImage)
            {
                if (state.Scans == 0)
                    throw Refuse.Invalid("The JPEG has no scan.");
                if (!rest.IsEmpty)
                    throw Refuse.Trailing(rest.Length);
                writer.Write([0xFF, EndOfImage]);
                return state.Header;
            }

            var payload = Payload(ref rest, marker);
            Segment(marker, payload, limits, ref state, ref writer);
            if (marker == StartOfScan)
            {
                var data = EntropyCodedData(rest);
                writer.Write(rest[..data]);
                rest = rest[data..];
            }
        }
    }

    private static void Segment(
        byte marker, scoped ReadOnlySpan<byte> payload, ImageLimits limits, ref State state, ref GateWriter writer)
    {
        switch (marker)
        {
            case 0xC0 or 0xC1 or 0xC2:
                Frame(payload, limits, ref state);
                break;
            case 0xC4 or 0xDB or 0xDD: // Huffman tables, quantisation tables, restart interval
                break;
            case StartOfScan:
                Scan(payload, ref state);
                break;
            case >= 0xE0 and <= 0xEF:
                Application(marker, payload, ref state, ref writer);
                return;
            case 0xFE: // comment
                return;
            case 0xC3 or (>= 0xC5 and <= 0xCF):
                throw Refuse.Invalid("The JPEG is lossless, hierarchical or arithmetic-coded; expected baseline or progressive Huffman.");
            default:
                throw Refuse.Invalid($"The JPEG has a marker 0x{marker:X2} that is not read here.");
        }

        Copy(marker, payload, ref writer);
    }

    private static void Frame(ReadOnlySpan<byte> payload, ImageLimits limits, ref State state)
    {
        if (state.HasFrame)
            throw Refuse.Invalid("The JPEG has two frames; expected one.");
        if (payload.Length < 6)
            throw Refuse.Truncated("the JPEG's frame header");
        var height = BinaryPrimitives.ReadUInt16BigEndian(payload[1..]);
        var width = BinaryPrimitives.ReadUInt16BigEndian(payload[3..]);
        Refuse.OutsideLimits(width, height, limits);

        if (payload[0] != 8)
            throw Refuse.Invalid($"The JPEG has {payload[0]} bits a sample; expected 8.");
        state.Components = payload[5];
        if (state.Components is not (1 or 3))
            throw Refuse.Invalid($"The JPEG has {state.Components} components; expected 1 (grey) or 3 (colour). CMYK is not read.");
        if (payload.Length != 6 + (3 * state.Components))
            throw Refuse.Invalid("The JPEG's frame header has the wrong length.");
        for (var i = 6; i < payload.Length; i += 3)
        {
            if ((payload[i + 1] >> 4) is < 1 or > 4 || (payload[i + 1] & 15) is < 1 or > 4)
                throw Refuse.Invalid("The JPEG has a sampling factor outside 1 to 4.");
        }

        state.HasFrame = true;
        state.Header = state.Header with { Width = width, Height = height };
    }

    private static void Scan(ReadOnlySpan<byte> payload, ref State state)
    {
        if (!state.HasFrame)
            throw Refuse.Invalid("The JPEG has a scan before its frame.");
        if (payload.Length < 1 || payload[0] is < 1 or > 4 || payload[0] > state.Components || payload.Length != 4 + (2 * payload[0]))
            throw Refuse.Invalid("The JPEG has a scan header that does not fit its frame.");
        state.Scans++;
        if (state.Scans > MaxScans || (long)state.Scans * state.Header.Width * state.Header.Height > MaxScannedPixels)
            throw Refuse.Invalid($"The JPEG has {state.Scans} scans or more, too many for its size.");
    }

    private static void Application(byte marker, scoped ReadOnlySpan<byte> payload, ref State state, ref GateWriter writer)
    {
        if (marker == 0xE0 && payload.Length >= 14 && payload.StartsWith("JFIF\0"u8))
            Copy(marker, "JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0"u8, ref writer);
        else if (marker == 0xEE && payload.Length >= 12 && payload.StartsWith("Adobe"u8))
            Copy(marker, payload[..12], ref writer);
        else if (marker == 0xE1 && payload.StartsWith("Exif\0\0"u8))
            state.Header = state.Header with { Orientation = ExifOrientation.Read(payload[6..]) };
    }

    private static void Copy(byte marker, scoped ReadOnlySpan<byte> payload, ref GateWriter writer)
    {
        var length = payload.Length + 2;
        writer.Write([0xFF, marker, (byte)(length >> 8), (byte)length]);
        writer.Write(payload);
    }

    private static byte NextMarker(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
            throw Refuse.Truncated("the JPEG's markers");
        if (rest[0] != 0xFF)
            throw Refuse.Invalid("The JPEG has bytes where a marker was expected.");
        // Any number of 0xFF may fill the space before a marker.
        var at = rest.IndexOfAnyExcept((byte)0xFF);
        if (at < 0)
            throw Refuse.Truncated("the JPEG's markers");
        var marker = rest[at];
        rest = rest[(at + 1)..];
        return marker;
    }

    private static ReadOnlySpan<byte> Payload(ref ReadOnlySpan<byte> rest, byte marker)
    {
        if (marker is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8))
            throw Refuse.Invalid($"The JPEG has a marker 0x{marker:X2} out of place.");
        if (rest.Length < 2)
            throw Refuse.Truncated("a JPEG segment");
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
        if (length < 2)
            throw Refuse.Invalid($"The JPEG has a segment of length {length}; expected at least 2.");
        if (length > rest.Length)
            throw Refuse.Truncated("a JPEG segment");
        var payload = rest[2..length];
        rest = rest[length..];
        return payload;
    }

    /// <summary>Length of the coded data up to the next marker that is not a restart.</summary>
    private static int EntropyCodedData(ReadOnlySpan<byte> data)
    {
        var at = 0;
        while (true)
        {
            var step = data[at..].IndexOf((byte)0xFF);
            if (step < 0 || at + step + 1 >= data.Length)
                throw Refuse.Truncated("the JPEG's coded data");
            at += step;
            if (data[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7)))
                return at;
            at += 2;
        }
    }
}
