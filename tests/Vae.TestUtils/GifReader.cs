using System.Text;

namespace Vae.TestUtils;

/// <summary>A frame as a viewer shows it.</summary>
public sealed record GifFrame(byte[] Rgb, int DelayHundredths);

/// <summary>Reads GIF89a as its specification says, for tests: whole frames, no transparency. Strict where viewers are lenient.</summary>
public sealed class GifReader
{
    private readonly byte[] _file;
    private readonly List<GifFrame> _frames = [];
    private int _at;

    private GifReader(byte[] file) => _file = file;

    /// <summary>Columns.</summary>
    public int Width { get; private set; }

    /// <summary>Rows.</summary>
    public int Height { get; private set; }

    /// <summary>Repetitions, 0 for ever; null where the file does not say.</summary>
    public int? Loops { get; private set; }

    /// <summary>The frames, each as <c>[Height, Width, 3]</c> bytes.</summary>
    public IReadOnlyList<GifFrame> Frames => _frames;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">The file breaks a rule.</exception>
    public static GifReader Read(byte[] file)
    {
        var reader = new GifReader(file);
        reader.Read();
        return reader;
    }

    private void Read()
    {
        Require(Encoding.ASCII.GetString(Take(6)) == "GIF89a", "the signature");
        (Width, Height) = (UInt16(), UInt16());
        var flags = Byte();
        Take(2);
        var table = (flags & 0x80) != 0 ? Take(3 << ((flags & 7) + 1)).ToArray() : [];
        var delay = 0;
        while (true)
        {
            switch (Byte())
            {
                case 0x3B:
                    Require(_at == _file.Length, "nothing after the trailer");
                    return;
                case 0x21:
                    delay = Extension(delay);
                    break;
                case 0x2C:
                    Require((UInt16(), UInt16(), UInt16(), UInt16()) == (0, 0, Width, Height), "a whole frame");
                    var local = Byte();
                    Require((local & 0x40) == 0, "a frame that is not interlaced");
                    if ((local & 0x80) != 0) table = Take(3 << ((local & 7) + 1)).ToArray();
                    _frames.Add(new GifFrame([.. Pixels().SelectMany(index => table.Skip(index * 3).Take(3))], delay));
                    break;
                default:
                    throw new InvalidDataException($"Unknown block before byte {_at}.");
            }
        }
    }

    private int Extension(int delay)
    {
        var label = Byte();
        var blocks = Blocks();
        if (label == 0xF9) return blocks[1] | (blocks[2] << 8);
        Require(label == 0xFF && Encoding.ASCII.GetString(blocks, 0, 11) == "NETSCAPE2.0" && blocks[11] == 1, "a graphic control or the loop");
        Loops = blocks[12] | (blocks[13] << 8);
        return delay;
    }

    private List<byte> Pixels()
    {
        var root = Byte();
        var data = Blocks();
        var (clear, end) = (1 << root, (1 << root) + 1);
        var entries = new List<byte[]>();
        var pixels = new List<byte>();
        byte[]? previous = null;
        int bit = 0, length = root + 1;
        while (true)
        {
            var code = 0;
            for (var i = 0; i < length; i++, bit++) code |= ((data[bit / 8] >> (bit % 8)) & 1) << i;
            if (code == end) break;
            if (code == clear)
            {
                entries = [.. Enumerable.Range(0, 1 << root).Select(value => new[] { (byte)value }), [], []];
                (previous, length) = (null, root + 1);
                continue;
            }

            Require(code <= entries.Count && (code < entries.Count || previous is not null), "codes in order");
            byte[] current = code < entries.Count ? entries[code] : [.. previous!, previous![0]];
            pixels.AddRange(current);
            if (previous is not null && entries.Count < 4096) entries.Add([.. previous, current[0]]);
            if (entries.Count == 1 << length && length < 12) length++;
            previous = current;
        }

        Require((bit + 7) / 8 == data.Length, "no bytes after the end code");
        Require(pixels.Count == Width * Height, "a pixel for each place");
        return pixels;
    }

    private byte[] Blocks()
    {
        var data = new List<byte>();
        for (var size = Byte(); size != 0; size = Byte()) data.AddRange(Take(size));
        return [.. data];
    }

    private int UInt16() => Byte() | (Byte() << 8);

    private byte Byte() => _file[_at++];

    private Span<byte> Take(int count) => _file.AsSpan((_at += count) - count, count);

    private void Require(bool met, string rule)
    {
        if (!met) throw new InvalidDataException($"Expected {rule} before byte {_at}.");
    }
}
