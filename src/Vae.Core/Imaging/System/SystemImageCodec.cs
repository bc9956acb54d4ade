using System.Runtime.InteropServices;
using Vae.Core.Imaging.Png;
using Vae.Torch.Imaging;

namespace Vae.Core.Imaging;

/// <summary><see cref="IImageCodec"/> on the system's libpng, libjpeg-turbo and libwebp.</summary>
internal sealed class SystemImageCodec : IImageCodec
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
        EncodeCheck.Validate(image, format, quality);
        if (format == ImageFormat.Png) return PngWriter.ToArray(image);
        return NativeImageCodec.Encode(Native(format), image.Pixels, image.Width, image.Height, image.Channels, quality);
    }

    private static NativeImageFormat Native(ImageFormat format) => format switch
    {
        ImageFormat.Png => NativeImageFormat.Png,
        ImageFormat.Jpeg => NativeImageFormat.Jpeg,
        ImageFormat.WebP => NativeImageFormat.WebP,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Expected Png, Jpeg or WebP."),
    };
}
