using Vae.Core.Imaging.Gate;

namespace Vae.Core.Imaging;

/// <summary>
/// The managed gate in front of the codecs. It walks the file's own structure without decoding pixels, checks magic, sides,
/// frames, lengths and trailing bytes, reads the EXIF orientation, and copies what a codec needs: profiles, EXIF, XMP, text and
/// thumbnails stay behind, so that no parser for them is reached. Linear in the input, no recursion, no allocation for what a header claims.
/// </summary>
public static class ImageGate
{
    /// <summary>Checks an encoded image and assembles the stream that may be decoded.</summary>
    /// <param name="encoded">The image as sent.</param>
    /// <param name="limits">What it may cost.</param>
    /// <param name="gated">Receives the clean stream; at least as long as <paramref name="encoded"/>.</param>
    /// <param name="length">Bytes written to <paramref name="gated"/>.</param>
    /// <returns>Format, stored size and orientation.</returns>
    /// <exception cref="ImageRejectedException">The image is refused, and why.</exception>
    /// <exception cref="ArgumentException"><paramref name="gated"/> is shorter than <paramref name="encoded"/>.</exception>
    public static ImageHeader Inspect(ReadOnlySpan<byte> encoded, ImageLimits limits, Span<byte> gated, out int length)
    {
        ArgumentNullException.ThrowIfNull(limits);
        CheckLength(encoded.Length, limits);
        if (gated.Length < encoded.Length)
            throw new ArgumentException($"Expected room for {encoded.Length} bytes, got {gated.Length}.", nameof(gated));

        var writer = new GateWriter(gated);
        var header = ImageMagic.Detect(encoded) switch
        {
            ImageFormat.Png => PngGate.Walk(encoded, limits, ref writer),
            ImageFormat.Jpeg => JpegGate.Walk(encoded, limits, ref writer),
            _ => WebPGate.Walk(encoded, limits, ref writer),
        };
        length = writer.Length;
        return header;
    }

    /// <summary>Checks an encoded image and assembles the stream that may be decoded, in a new array.</summary>
    /// <param name="encoded">The image as sent.</param>
    /// <param name="limits">What it may cost.</param>
    /// <param name="gated">The clean stream.</param>
    /// <returns>Format, stored size and orientation.</returns>
    /// <exception cref="ImageRejectedException">The image is refused, and why.</exception>
    public static ImageHeader Inspect(ReadOnlySpan<byte> encoded, ImageLimits limits, out byte[] gated)
    {
        ArgumentNullException.ThrowIfNull(limits);
        CheckLength(encoded.Length, limits);
        var buffer = new byte[encoded.Length];
        var header = Inspect(encoded, limits, buffer, out var length);
        gated = buffer[..length];
        return header;
    }

    /// <summary>The check before any buffer is taken for the encoded image.</summary>
    internal static void CheckLength(int length, ImageLimits limits)
    {
        if (length > limits.MaxBytes)
            throw new ImageRejectedException(limits, $"The image has {length} bytes; at most {limits.MaxBytes} are read.");
    }
}
