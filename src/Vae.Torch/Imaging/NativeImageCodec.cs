using System.Runtime.InteropServices;
using TorchSharp;

namespace Vae.Torch.Imaging;

/// <summary>
/// PNG, JPEG and WebP through the native library: raw conversion from encoded bytes to 8-bit pixels, and back for JPEG and WebP.
/// It does not decide whether an input may be decoded; a gate that has read the header does.
/// </summary>
public static class NativeImageCodec
{
    /// <summary>Decodes one still image to interleaved 8-bit RGBA, alpha not premultiplied.</summary>
    /// <param name="format">The format of <paramref name="encoded"/>.</param>
    /// <param name="encoded">The whole encoded image.</param>
    /// <param name="width">The image's own width in pixels, as its header says, ≥ 1.</param>
    /// <param name="height">The image's own height in pixels, ≥ 1.</param>
    /// <param name="rgba">Receives <c>[height, width, 4]</c> bytes; exactly that long. Undefined after an exception.</param>
    /// <exception cref="ArgumentException"><paramref name="encoded"/> is empty, or <paramref name="rgba"/> has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is less than 1.</exception>
    /// <exception cref="ExternalException">The codec refused the image: truncated, damaged, of another size, CMYK, animated.</exception>
    public static void Decode(NativeImageFormat format, ReadOnlySpan<byte> encoded, int width, int height, Span<byte> rgba)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (encoded.IsEmpty)
            throw new ArgumentException("An encoded image has at least one byte, got none.", nameof(encoded));
        if (rgba.Length != checked((long)width * height * 4))
            throw new ArgumentException($"Expected a buffer of {width} x {height} x 4 bytes, got {rgba.Length}.", nameof(rgba));

        NativeMethods.Check(NativeMethods.VaeImage_decode((int)format, encoded, encoded.Length, width, height, rgba));
    }

    /// <summary>Encodes interleaved 8-bit pixels.</summary>
    /// <param name="format">The format to write: JPEG or WebP.</param>
    /// <param name="pixels"><c>[height, width, channels]</c> bytes.</param>
    /// <param name="width">Width in pixels, ≥ 1.</param>
    /// <param name="height">Height in pixels, ≥ 1.</param>
    /// <param name="channels">1 for grey, 3 for RGB.</param>
    /// <param name="quality">
    /// 1 (smallest) to 100 (best) for JPEG and lossy WebP; null writes WebP lossless and JPEG at 90.
    /// </param>
    /// <returns>The encoded image.</returns>
    /// <exception cref="ArgumentException"><paramref name="pixels"/> has another length than the sides say.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The format is PNG, or a side, the channels or the quality is out of range.</exception>
    /// <exception cref="ExternalException">The codec failed, for example on a side that the format cannot hold.</exception>
    public static byte[] Encode(
        NativeImageFormat format, ReadOnlySpan<byte> pixels, int width, int height, int channels, int? quality = null)
    {
        if (format == NativeImageFormat.Png)
            throw new ArgumentOutOfRangeException(nameof(format), format, "Expected JPEG or WebP: PNG is only read here.");
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "Expected 1 (grey) or 3 (RGB) channels.");
        if (quality is < 1 or > 100)
            throw new ArgumentOutOfRangeException(nameof(quality), quality, "Expected a quality from 1 to 100, or null.");
        if (pixels.Length != checked((long)width * height * channels))
            throw new ArgumentException($"Expected {width} x {height} x {channels} bytes, got {pixels.Length}.", nameof(pixels));

        var level = quality ?? (format == NativeImageFormat.Jpeg ? 90 : -1);
        NativeMethods.Check(NativeMethods.VaeImage_encode((int)format, pixels, width, height, channels, level, out var image));
        using var handle = new EncodedImageHandle(image);
        return handle.ToArray();
    }
}
