using System.Runtime.InteropServices;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.PixelFormats;

namespace Vae.Core.Imaging.Gif;

/// <summary>
/// Writes GIF89a: a still image, or an animation that repeats for ever. Grey is exact. Colour is exact as long as all frames together have
/// at most 256 colours; otherwise each sample goes to the nearest of 6 reds × 7 greens × 6 blues, at most 25 of 255 levels away.
/// </summary>
public static class GifWriter
{
    /// <summary>Longest side that the format's 16 bits hold, in pixels.</summary>
    public const int LongestSide = ushort.MaxValue;

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
        return frames[0].Channels == 1 ? Write<L8>(frames, hundredths) : Write<Rgb24>(frames, hundredths);
    }

    private static byte[] Write<TPixel>(IReadOnlyList<PixelImage> frames, int hundredths)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        using var animation = Image.LoadPixelData<TPixel>(ImageCodec.Formats, frames[0].Pixels, frames[0].Width, frames[0].Height);
        foreach (var frame in frames.Skip(1)) animation.Frames.AddFrame(MemoryMarshal.Cast<byte, TPixel>(frame.Pixels));
        animation.Metadata.GetGifMetadata().RepeatCount = 0; // no end
        foreach (var frame in animation.Frames) frame.Metadata.GetGifMetadata().FrameDelay = hundredths;

        using var file = new MemoryStream();
        // A table for each frame: with a common one ImageSharp 2.1 matches the frames after the first to colours that are only near.
        animation.Save(file, new GifEncoder { ColorTableMode = GifColorTableMode.Local, Quantizer = new GifQuantizer(GifPalette.Of(frames)) });
        return file.ToArray();
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
