using System.Runtime.InteropServices;
using Vae.Torch.Imaging;

namespace Vae.Core.Imaging;

/// <summary><see cref="IImageCodec"/> on the system's libpng, libjpeg-turbo and libwebp.</summary>
public sealed class SystemImageCodec : IImageCodec
{
    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> gated, ImageHeader header, Span<byte> rgba)
    {
        try
        {
            NativeImageCodec.Decode(Native(header.Format), gated, header.Width, header.Height, rgba);
        }
        catch (ExternalException e)
        {
            throw new ImageRejectedException(
                ImageRejection.Invalid,
                $"The {header.Format} image is damaged: its pixel data does not decode to {header.Width} x {header.Height} pixels.",
                e);
        }
    }

    /// <inheritdoc/>
    public byte[] Encode(PixelImage image, ImageFormat format, int? quality = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        var longest = Math.Max(image.Width, image.Height);
        if (longest > LongestSide(format))
            throw new ArgumentException($"{format} holds sides up to {LongestSide(format)} pixels, got {longest}.", nameof(image));
        return NativeImageCodec.Encode(Native(format), image.Pixels, image.Width, image.Height, image.Channels, quality);
    }

    // What the libraries write at most: libpng's default user limit, libjpeg's JPEG_MAX_DIMENSION, WebP's 14 bits.
    private static int LongestSide(ImageFormat format) => format switch
    {
        ImageFormat.Png => 1_000_000,
        ImageFormat.Jpeg => 65_500,
        _ => 16_383,
    };

    private static NativeImageFormat Native(ImageFormat format) => format switch
    {
        ImageFormat.Png => NativeImageFormat.Png,
        ImageFormat.Jpeg => NativeImageFormat.Jpeg,
        ImageFormat.WebP => NativeImageFormat.WebP,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Expected Png, Jpeg or WebP."),
    };
}
