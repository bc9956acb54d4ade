using System.Buffers.Binary;

namespace Vae.Core.Imaging.Gate;

/// <summary>
/// Whether every scan of a JPEG codes all of its blocks and nothing else, for a codec that does not ask: ImageSharp fills in what is missing. Walks the Huffman
/// codes (ITU-T T.81, annexes F and G) and keeps nothing but, for progressive images, which coefficients are not zero. The time is bounded by
/// the gate's limits on bytes and on scanned pixels.
/// </summary>
internal sealed class JpegData
{
    private const int LastCoefficient = 63;

    private readonly JpegCodes?[] _tables = new JpegCodes?[8];
    private readonly List<Component> _components = [];
    private bool _isProgressive;
    private int _restartInterval;

    private JpegData()
    {
    }

    /// <summary>Walks the image.</summary>
    /// <param name="gated">A JPEG from the gate: its segments are complete and its frame is sound.</param>
    public static bool IsWhole(ReadOnlySpan<byte> gated) => new JpegData().Walk(gated[2..]);

    private bool Walk(ReadOnlySpan<byte> rest)
    {
        // The gate ends the stream with the end-of-image marker and nothing after it.
        while (rest.Length > 4)
        {
            var marker = rest[1];
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            var payload = rest[4..(2 + length)];
            rest = rest[(2 + length)..];
            switch (marker)
            {
                case 0xC0 or 0xC1 or 0xC2:
                    Frame(marker, payload);
                    break;
                case 0xC4 when !JpegCodes.TryRead(payload, _tables):
                    return false;
                case 0xDD:
                    _restartInterval = BinaryPrimitives.ReadUInt16BigEndian(payload);
                    break;
                case 0xDA:
                    var end = EndOfScan(rest);
                    if (!Scan(payload, rest[..end]))
                        return false;
                    rest = rest[end..];
                    break;
            }
        }

        return true;
    }

    private static int EndOfScan(ReadOnlySpan<byte> rest)
    {
        for (var at = 0; ; at += 2)
        {
            at += rest[at..].IndexOf((byte)0xFF);
            if (rest[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7)))
                return at;
        }
    }

    private void Frame(byte marker, ReadOnlySpan<byte> payload)
    {
        _isProgressive = marker == 0xC2;
        var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(payload[1..]), BinaryPrimitives.ReadUInt16BigEndian(payload[3..]));
        var (mostH, mostV) = (1, 1);
        for (var at = 6; at < payload.Length; at += 3)
            (mostH, mostV) = (Math.Max(mostH, payload[at + 1] >> 4), Math.Max(mostV, payload[at + 1] & 15));
        for (var at = 6; at < payload.Length; at += 3)
            _components.Add(new Component(payload[at], payload[at + 1] >> 4, payload[at + 1] & 15, (width, height, mostH, mostV), _isProgressive));
    }

    private bool Scan(ReadOnlySpan<byte> header, ReadOnlySpan<byte> data)
    {
        var parts = new Part[header[0]];
        for (var i = 0; i < parts.Length; i++)
        {
            var (id, tables) = (header[1 + (2 * i)], header[2 + (2 * i)]);
            if (_components.Find(c => c.Id == id) is not { } component || tables >> 4 > 3 || (tables & 15) > 3)
                return false;
            parts[i] = new Part(component, _tables[tables >> 4], _tables[4 + (tables & 15)]);
        }

        var (first, last) = _isProgressive ? (header[^3], header[^2]) : (0, LastCoefficient);
        if (first > last || last > LastCoefficient || (first > 0 && parts.Length > 1))
            return false;
        return Blocks(new JpegScan(data, first, last, isRefinement: _isProgressive && header[^1] >> 4 > 0), parts);
    }

    private bool Blocks(JpegScan scan, ReadOnlySpan<Part> parts)
    {
        // A scan of one component goes block by block, one of several by units of H x V blocks of each.
        var isAlone = parts.Length == 1;
        var columns = isAlone ? parts[0].Component.Columns : parts[0].Component.Stride / parts[0].Component.H;
        var rows = isAlone ? parts[0].Component.Rows : parts[0].Component.PaddedRows / parts[0].Component.V;
        for (var unit = 0; unit < columns * rows; unit++)
        {
            if (_restartInterval > 0 && unit > 0 && unit % _restartInterval == 0)
                scan.Restart((unit / _restartInterval) - 1);
            foreach (var part in parts)
            {
                var (h, v) = isAlone ? (1, 1) : (part.Component.H, part.Component.V);
                for (var block = 0; block < h * v; block++)
                {
                    var at = (((unit / columns * v) + (block / h)) * part.Component.Stride) + (unit % columns * h) + (block % h);
                    var isSound = _isProgressive
                        ? scan.Progressive(part.Dc, part.Ac, ref part.Component.NotZero[at])
                        : scan.Sequential(part.Dc, part.Ac);
                    if (!isSound || scan.IsShort)
                        return false;
                }
            }
        }

        return scan.IsSpent();
    }

    private readonly record struct Part(Component Component, JpegCodes? Dc, JpegCodes? Ac);

    /// <summary>A component's grid of blocks: as many as its samples need, and padded to whole units.</summary>
    private sealed class Component
    {
        private const int BlockSide = 8;

        public Component(byte id, int h, int v, (int Width, int Height, int MostH, int MostV) frame, bool isProgressive)
        {
            (Id, H, V) = (id, h, v);
            Columns = Ceiling(Ceiling(frame.Width * h, frame.MostH), BlockSide);
            Rows = Ceiling(Ceiling(frame.Height * v, frame.MostV), BlockSide);
            Stride = Ceiling(frame.Width, frame.MostH * BlockSide) * h;
            PaddedRows = Ceiling(frame.Height, frame.MostV * BlockSide) * v;
            NotZero = isProgressive ? new ulong[Stride * PaddedRows] : [];
        }

        public byte Id { get; }

        public int H { get; }

        public int V { get; }

        public int Columns { get; }

        public int Rows { get; }

        public int Stride { get; }

        public int PaddedRows { get; }

        public ulong[] NotZero { get; }

        private static int Ceiling(int value, int divisor) => (value + divisor - 1) / divisor;
    }
}
