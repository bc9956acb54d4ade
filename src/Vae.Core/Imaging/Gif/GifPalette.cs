namespace Vae.Core.Imaging.Gif;

/// <summary>The 256 colours of a file and the way from a pixel to one of them.</summary>
internal sealed class GifPalette
{
    private const int Size = 256;
    private const int Reds = 6;
    private const int Greens = 7;
    private const int Blues = 6;

    private readonly bool _isGrey;

    // Null where the index is computed: grey, and the fixed steps.
    private readonly Dictionary<int, byte>? _exact;

    private GifPalette(byte[] colors, bool isGrey, Dictionary<int, byte>? exact) => (Colors, _isGrey, _exact) = (colors, isGrey, exact);

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
            return new GifPalette(colors, isGrey: true, exact: null);
        }

        if (Collect(frames) is { } exact)
        {
            foreach (var (color, index) in exact)
                (colors[index * 3], colors[(index * 3) + 1], colors[(index * 3) + 2]) = ((byte)(color >> 16), (byte)(color >> 8), (byte)color);
            return new GifPalette(colors, isGrey: false, exact);
        }

        for (var i = 0; i < Reds * Greens * Blues; i++)
        {
            colors[i * 3] = Sample(i / (Greens * Blues), Reds);
            colors[(i * 3) + 1] = Sample(i / Blues % Greens, Greens);
            colors[(i * 3) + 2] = Sample(i % Blues, Blues);
        }

        return new GifPalette(colors, isGrey: false, exact: null);
    }

    /// <summary>The place of a pixel's colour.</summary>
    public byte IndexOf(byte red, byte green, byte blue)
    {
        if (_isGrey) return red;
        return _exact is not null
            ? _exact[Pack(red, green, blue)]
            : (byte)((((Level(red, Reds) * Greens) + Level(green, Greens)) * Blues) + Level(blue, Blues));
    }

    /// <summary>Every colour in order of appearance; null when there are more than 256.</summary>
    private static Dictionary<int, byte>? Collect(IReadOnlyList<PixelImage> frames)
    {
        var found = new Dictionary<int, byte>();
        foreach (var frame in frames)
        {
            for (var i = 0; i < frame.Pixels.Length; i += 3)
            {
                var color = Pack(frame.Pixels[i], frame.Pixels[i + 1], frame.Pixels[i + 2]);
                if (found.ContainsKey(color)) continue;
                if (found.Count == Size) return null;
                found.Add(color, (byte)found.Count);
            }
        }

        return found;
    }

    private static int Pack(byte red, byte green, byte blue) => (red << 16) | (green << 8) | blue;

    private static int Level(byte sample, int levels) => ((sample * (levels - 1)) + 127) / 255;

    private static byte Sample(int level, int levels) => (byte)(((level * 255) + ((levels - 1) / 2)) / (levels - 1));
}
