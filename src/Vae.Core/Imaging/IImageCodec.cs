namespace Vae.Core.Imaging;

/// <summary>
/// Turns encoded images into pixels and back. The one seam between the stacks; safe for concurrent use.
/// Decide whether an input may be decoded with <see cref="ImageGate"/>, or use <see cref="ImageReader"/>, which does both.
/// </summary>
public interface IImageCodec
{
    /// <summary>Decodes an image that the gate let through.</summary>
    /// <param name="gated">The stream that the gate assembled, free of metadata.</param>
    /// <param name="header">What the gate read.</param>
    /// <param name="rgba">
    /// Receives <c>[Height, Width, 4]</c> bytes, RGBA, alpha not premultiplied, as stored (not yet oriented);
    /// <see cref="ImageHeader.RgbaLength"/> long. Undefined after an exception.
    /// </param>
    /// <exception cref="ImageRejectedException">The pixel data is truncated, damaged or disagrees with the header.</exception>
    void Decode(ReadOnlySpan<byte> gated, ImageHeader header, Span<byte> rgba);

    /// <summary>Encodes an image.</summary>
    /// <param name="image">The pixels.</param>
    /// <param name="format">The format to write.</param>
    /// <param name="quality">
    /// 1 (smallest) to 100 (best), for JPEG and lossy WebP; null, the default, means JPEG at 90 and lossless WebP. PNG ignores it.
    /// </param>
    /// <returns>The encoded image.</returns>
    /// <exception cref="ArgumentException">The pixels' length disagrees with the sides and channels, or a value is out of range.</exception>
    byte[] Encode(PixelImage image, ImageFormat format, int? quality = null);
}
