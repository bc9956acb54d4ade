using System.Buffers.Binary;

namespace Vae.Core.Imaging.Gif;

/// <summary>
/// Writes GIF89a: a still image, or an animation that repeats for ever. Grey is exact. Colour is exact as long as all frames together have
/// at most 256 colours; otherwise each sample goes to the nearest of 6 reds × 7 greens × 6 blues, at most 25 of 255 levels away.
/// </summary>
public static class GifWriter
{
    /// <summary>Longest side that the format's 16 bits hold, in pixels.</summary>
    public const int LongestSide = ushort.MaxValue;

    private const byte Block = 0x21;
    private const byte Control = 0xF9;
    private const byte Application = 0xFF;
    private const byte Image = 0x2C;
    private const byte Trailer = 0x3B;

    // A table of 256 colours, 8 bits a sample.
    private const byte GlobalTable = 0xF7;

    /// <summary>Writes the frames.</summary>
    /// <param name="frames">At least one; all of one size and of 1 (grey) or 3 (RGB) channels.</param>
    /// <param name="delay">
    /// How long each frame is shown: 10 ms to 655.35 s, rounded to 10 ms. Without meaning for one frame. Viewers slow down below 20 ms.
    /// </param>
    /// <returns>The file.</returns>
    /// <exception cref="ArgumentException">There is no frame, the frames differ in size, a side or a length is wrong.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is out of range.</exception>
    public static byte[] Write(IReadOnlyList<PixelImage> frames, TimeSpan delay)
    {
        ArgumentNullException.ThrowIfNull(frames);
        Check(frames);
        var hundredths = (int)Math.Round(delay.TotalMilliseconds / 10, MidpointRounding.AwayFromZero);
        if (hundredths is < 1 or > ushort.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(delay), delay, "Expected 10 ms to 655.35 s.");

        var palette = GifPalette.Of(frames);
        using var file = new MemoryStream();
        file.Write("GIF89a"u8);
        WriteUInt16(file, frames[0].Width);
        WriteUInt16(file, frames[0].Height);
        file.Write([GlobalTable, 0, 0]);
        file.Write(palette.Colors);
        if (frames.Count > 1)
            // Zero repetitions mean no end.
            file.Write([Block, Application, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0]);

        var indices = new byte[frames[0].Width * frames[0].Height];
        var lzw = new GifLzw(file);
        foreach (var frame in frames)
        {
            if (frames.Count > 1)
                file.Write([Block, Control, 4, 0, (byte)hundredths, (byte)(hundredths >> 8), 0, 0]);
            palette.Map(frame, indices);
            file.Write([Image, 0, 0, 0, 0]);
            WriteUInt16(file, frame.Width);
            WriteUInt16(file, frame.Height);
            file.Write([0]);
            lzw.Write(indices);
        }

        file.Write([Trailer]);
        return file.ToArray();
    }

    private static void WriteUInt16(MemoryStream file, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        file.Write(bytes);
    }

    private static void Check(IReadOnlyList<PixelImage> frames)
    {
        if (frames.Count == 0)
            throw new ArgumentException("Expected at least one frame, got none.", nameof(frames));
        var first = frames[0];
        if (first.Width is < 1 or > LongestSide || first.Height is < 1 or > LongestSide)
            throw new ArgumentException($"GIF holds sides of 1 to {LongestSide} pixels, got {first.Width} x {first.Height}.", nameof(frames));
        if (first.Channels is not (1 or 3))
            throw new ArgumentException($"Expected 1 (grey) or 3 (RGB) channels, got {first.Channels}.", nameof(frames));
        foreach (var frame in frames)
        {
            if ((frame.Width, frame.Height, frame.Channels) != (first.Width, first.Height, first.Channels))
                throw new ArgumentException($"Expected frames of one size, got {first.Width} x {first.Height} and {frame.Width} x {frame.Height}.", nameof(frames));
            if (frame.Pixels.Length != (long)frame.Width * frame.Height * frame.Channels)
                throw new ArgumentException($"Expected {frame.Width} x {frame.Height} x {frame.Channels} bytes, got {frame.Pixels.Length}.", nameof(frames));
        }
    }
}
