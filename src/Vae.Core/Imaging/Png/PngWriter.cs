namespace Vae.Core.Imaging.Png;

/// <summary>Writes PNG files of 8-bit grey or RGB. The one home of PNG writing for every codec; safe for concurrent use.</summary>
public static class PngWriter
{
    /// <summary>The room that <see cref="Write"/> needs.</summary>
    /// <param name="width">Columns, ≥ 1.</param>
    /// <param name="height">Rows, ≥ 1.</param>
    /// <param name="channels">1 (grey) or 3 (RGB).</param>
    /// <returns>Bytes; no file of that size is longer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <exception cref="OverflowException">The file could have more than 2³¹ − 1 bytes.</exception>
    public static int MaxLength(int width, int height, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (channels is not (1 or 3)) throw new ArgumentOutOfRangeException(nameof(channels), channels, "Expected 1 (grey) or 3 (RGB) channels.");
        var raw = ((long)width * channels + 1) * height;
        return checked((int)(raw + (5 * ((raw / 65535) + 1)) + 128));
    }

    /// <summary>Writes a file.</summary>
    /// <param name="pixels"><c>[height, width, channels]</c> bytes.</param>
    /// <param name="width">Columns, ≥ 1.</param>
    /// <param name="height">Rows, ≥ 1.</param>
    /// <param name="channels">1 (grey) or 3 (RGB).</param>
    /// <param name="destination">Receives the file; at least <see cref="MaxLength"/> bytes.</param>
    /// <returns>The file's length.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side or the channels are outside their range.</exception>
    /// <exception cref="ArgumentException">A length disagrees.</exception>
    public static int Write(ReadOnlySpan<byte> pixels, int width, int height, int channels, Span<byte> destination)
    {
        var file = ImageCodecs.Create().Encode(new PixelImage(width, height, channels, pixels.ToArray()), ImageFormat.Png);
        file.CopyTo(destination);
        return file.Length;
    }
}
