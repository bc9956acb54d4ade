namespace Vae.Core.Imaging.Gate;

/// <summary>Tells the format by the first bytes, never by a name or a declared type.</summary>
internal static class ImageMagic
{
    public static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];

    public static ReadOnlySpan<byte> Riff => "RIFF"u8;

    public static ReadOnlySpan<byte> WebP => "WEBP"u8;

    public static ImageFormat Detect(ReadOnlySpan<byte> encoded)
    {
        if (encoded.IsEmpty)
            throw Refuse.Invalid("The image is empty: 0 bytes.");
        if (encoded.StartsWith(Png))
            return ImageFormat.Png;
        if (encoded.StartsWith(Jpeg))
            return ImageFormat.Jpeg;
        if (encoded.StartsWith(Riff) && encoded.Length >= 12 && encoded.Slice(8, 4).SequenceEqual(WebP))
            return ImageFormat.WebP;
        if (IsBeginning(encoded))
            throw Refuse.Invalid($"The image is truncated: {encoded.Length} bytes are less than a signature.");

        throw new ImageRejectedException(
            ImageRejection.UnsupportedMediaType,
            "The first bytes are not those of a PNG, JPEG or WebP image. Convert the image to one of these.");
    }

    // A cut inside the signature is a damaged image of that type rather than another type.
    private static bool IsBeginning(ReadOnlySpan<byte> encoded) =>
        Png.StartsWith(encoded) || Jpeg.StartsWith(encoded) || Riff.StartsWith(encoded)
        || (encoded.Length is > 4 and < 12 && encoded.StartsWith(Riff)
            && (encoded.Length <= 8 || WebP.StartsWith(encoded[8..])));
}
