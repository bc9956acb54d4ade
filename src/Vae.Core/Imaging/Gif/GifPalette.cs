namespace Vae.Core.Imaging.Gif;

/// <summary>The 256 colours of a file and the way from a pixel to one of them.</summary>
internal sealed class GifPalette
{
    private const int Size = 256;
    private const int Reds = 6;
    private const int Greens = 7;
    private const int Blues = 6;

    // Null where the index is computed: grey, and the fixed steps.
    private readonly Dictionary<int, byte>? _exact;

    private GifPalette(byte[] colors, Dictionary<int, byte>? exact) => (Colors, _exact) = (colors, exact);

    /// <summary><c>[256, 3]</c> bytes, RGB.</summary>
    public byte[] Colors { get; }

    /// <summary>A palette for all frames of a file, which have one number of channels.</summary>
    public static GifPalette Of(IReadOnlyList<PixelImage> frames)
    {
        var colors = new byte[Size * 3];
        if (frames[0].Channels == 1)
        {
            for (var i = 0; i < colors.Length; i++)
                colors[i] = (byte)(i / 3);
            return new GifPalette(colors, exact: null);
        }

        if (Collect(frames) is { } exact)
        {
            foreach (var (color, index) in exact)
                (colors[index * 3], colors[(index * 3) + 1], colors[(index * 3) + 2]) = ((byte)(color >> 16), (byte)(color >> 8), (byte)color);
            return new GifPalette(colors, exact);
        }

        for (var i = 0; i < Reds * Greens * Blues; i++)
        {
            colors[i * 3] = Sample(i / (Greens * Blues), Reds);
            colors[(i * 3) + 1] = Sample(i / Blues % Greens, Greens);
            colors[(i * 3) + 2] = Sample(i % Blues, Blues);
        }

        return new GifPalette(colors, exact: null);
    }

    /// <summary>The index of each pixel.</summary>
    public void Map(PixelImage frame, Span<byte> indices)
    {
        if (frame.Channels == 1)
        {
            frame.Pixels.CopyTo(indices);
            return;
        }

        for (var i = 0; i < indices.Length; i++)
        {
            var pixel = frame.Pixels.AsSpan(i * 3, 3);
            indices[i] = _exact is not null
                ? _exact[Pack(pixel)]
                : (byte)((((Level(pixel[0], Reds) * Greens) + Level(pixel[1], Greens)) * Blues) + Level(pixel[2], Blues));
        }
    }

    /// <summary>Every colour in order of appearance; null when there are more than 256.</summary>
    private static Dictionary<int, byte>? Collect(IReadOnlyList<PixelImage> frames)
    {
        var found = new Dictionary<int, byte>();
        foreach (var frame in frames)
        {
            for (var i = 0; i < frame.Pixels.Length; i += 3)
            {
                var color = Pack(frame.Pixels.AsSpan(i, 3));
                if (found.ContainsKey(color)) continue;
                if (found.Count == Size) return null;
                found.Add(color, (byte)found.Count);
            }
        }

        return found;
    }

    private static int Pack(ReadOnlySpan<byte> pixel) => (pixel[0] << 16) | (pixel[1] << 8) | pixel[2];

    private static int Level(byte sample, int levels) => ((sample * (levels - 1)) + 127) / 255;

    private static byte Sample(int level, int levels) => (byte)(((level * 255) + ((levels - 1) / 2)) / (levels - 1));
}
