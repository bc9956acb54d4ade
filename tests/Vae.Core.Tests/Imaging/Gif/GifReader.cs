namespace Vae.Core.Tests.Imaging.Gif;

/// <summary>A frame as a viewer shows it.</summary>
internal sealed record GifFrame(byte[] Rgb, int DelayHundredths);

/// <summary>Reads GIF89a as its specification says, for tests: whole frames, the global table, no transparency. Strict where viewers are lenient.</summary>
internal sealed class GifReader
{
    private readonly byte[] _file;
    private int _at;

    private GifReader(byte[] file) => _file = file;

    public int Width { get; private set; }

    public int Height { get; private set; }

    /// <summary>Repetitions, 0 for ever; null where the file does not say.</summary>
    public int? Loops { get; private set; }

    public List<GifFrame> Frames { get; } = [];

    public static GifReader Read(byte[] file)
    {
        var reader = new GifReader(file);
        reader.Read();
        return reader;
    }

    private void Read()
    {
        System.Text.Encoding.ASCII.GetString(Take(6)).ShouldBe("GIF89a");
        (Width, Height) = (UInt16(), UInt16());
        var flags = Byte();
        Take(2);
        var table = Take(3 << ((flags & 7) + 1)).ToArray();
        var delay = 0;
        while (true)
        {
            switch (Byte())
            {
                case 0x3B:
                    _at.ShouldBe(_file.Length, "nothing follows the trailer");
                    return;
                case 0x21:
                    delay = Extension(delay);
                    break;
                case 0x2C:
                    (UInt16(), UInt16(), UInt16(), UInt16(), Byte()).ShouldBe((0, 0, Width, Height, (byte)0));
                    Frames.Add(new GifFrame([.. Pixels().SelectMany(index => table.Skip(index * 3).Take(3))], delay));
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
        label.ShouldBe((byte)0xFF);
        System.Text.Encoding.ASCII.GetString(blocks, 0, 11).ShouldBe("NETSCAPE2.0");
        blocks[11].ShouldBe((byte)1);
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

            byte[] current = code < entries.Count ? entries[code] : [.. previous!, previous![0]];
            code.ShouldBeLessThanOrEqualTo(entries.Count);
            pixels.AddRange(current);
            if (previous is not null && entries.Count < 4096) entries.Add([.. previous, current[0]]);
            if (entries.Count == 1 << length && length < 12) length++;
            previous = current;
        }

        ((bit + 7) / 8).ShouldBe(data.Length, "no bytes follow the end code");
        pixels.Count.ShouldBe(Width * Height);
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
}
