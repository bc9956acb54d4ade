namespace Vae.Core.Imaging;

/// <summary>What the formats can hold.</summary>
public static class ImageFormats
{
    /// <summary>Longest side that common readers take, in pixels: libpng's default user limit, libjpeg's <c>JPEG_MAX_DIMENSION</c>, WebP's 14 bits, less one.</summary>
    /// <param name="format">The format.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such format.</exception>
    public static int LongestSide(ImageFormat format) => format switch
    {
        ImageFormat.Png => 1_000_000,
        ImageFormat.Jpeg => 65_500,
        // The format holds 16,383; ImageSharp 2.1 fails there.
        ImageFormat.WebP => 16_382,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Expected Png, Jpeg or WebP."),
    };
}
