using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Vae.Core.Imaging;

/// <summary>Rows of decoded RGBA as floats.</summary>
internal static class PixelRow
{
    private const double Full = 255.0 * 255.0;
    private const uint Opaque = 0xFF00_0000;

    // What an opaque sample becomes, in grey as in colour.
    private static readonly float[] Levels = [.. Enumerable.Range(0, 256).Select(level => (float)(level * 255 / Full))];

    /// <summary>Composes pixels over black, to planes: what <see cref="Unpack"/> gives, sorted by channel.</summary>
    /// <param name="rgba"><c>[N, 4]</c> bytes, alpha not premultiplied.</param>
    /// <param name="channels">1 for grey, 3 for RGB.</param>
    /// <param name="planes">Receives <c>[channels, N]</c>.</param>
    public static void ToPlanes(ReadOnlySpan<byte> rgba, int channels, Span<float> planes)
    {
        ReadOnlySpan<float> levels = Levels;
        Span<float> pixel = stackalloc float[channels];
        var plane = planes.Length / channels;
        var whole = Greys(rgba, channels, plane, planes);
        for (int i = whole, p = 4 * whole; i < plane; i++, p += 4)
        {
            var stored = BinaryPrimitives.ReadUInt32LittleEndian(rgba[p..]);
            var level = stored & 255;
            if (stored == (Opaque | (level * 0x01_0101)))
            {
                for (var c = 0; c < channels; c++) planes[(c * plane) + i] = levels[(int)level];
                continue;
            }

            Unpack(rgba.Slice(p, 4), channels, pixel);
            for (var c = 0; c < channels; c++) planes[(c * plane) + i] = pixel[c];
        }
    }

    /// <summary>Composes a row over black: <c>colour · alpha</c>, to grey or RGB in [0, 1].</summary>
    /// <param name="rgba"><c>[W, 4]</c> bytes, alpha not premultiplied.</param>
    /// <param name="channels">1 for grey, 3 for RGB.</param>
    /// <param name="row">Receives <c>[W, channels]</c>.</param>
    public static void Unpack(ReadOnlySpan<byte> rgba, int channels, Span<float> row)
    {
        // Integers up to the one division, so that an opaque grey pixel gives v / 255f to the bit.
        if (channels == 1)
        {
            for (int i = 0, p = 0; p < rgba.Length; i++, p += 4)
                row[i] = (float)(Luma1000(rgba[p], rgba[p + 1], rgba[p + 2]) * rgba[p + 3] / (1000 * Full));
            return;
        }

        for (int i = 0, p = 0; p < rgba.Length; i += 3, p += 4)
        {
            row[i] = (float)(rgba[p] * rgba[p + 3] / Full);
            row[i + 1] = (float)(rgba[p + 1] * rgba[p + 3] / Full);
            row[i + 2] = (float)(rgba[p + 2] * rgba[p + 3] / Full);
        }
    }

    /// <summary>Opaque grey pixels, several at a time, until others come; returns how many.</summary>
    private static int Greys(ReadOnlySpan<byte> rgba, int channels, int plane, Span<float> planes)
    {
        var stored = MemoryMarshal.Cast<byte, uint>(rgba);
        var i = 0;
        for (; BitConverter.IsLittleEndian && i + Vector256<uint>.Count <= plane; i += Vector256<uint>.Count)
        {
            var pixels = Vector256.Create(stored[i..]);
            var level = pixels & Vector256.Create(255u);
            if (pixels != ((level * 0x01_0101u) | Vector256.Create(Opaque))) break;
            var values = Vector256.ConvertToSingle(level.AsInt32()) / 255f;
            for (var c = 0; c < channels; c++) values.CopyTo(planes[((c * plane) + i)..]);
        }

        return i;
    }

    // Rec. 601: Y = 0.299 R + 0.587 G + 0.114 B.
    private static int Luma1000(byte red, byte green, byte blue) => (299 * red) + (587 * green) + (114 * blue);
}
