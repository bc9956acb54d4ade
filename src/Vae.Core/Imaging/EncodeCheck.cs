namespace Vae.Core.Imaging;

/// <summary>What every codec refuses to encode, in the same words.</summary>
internal static class EncodeCheck
{
    /// <summary>Checks an image against its own sides and what the format can hold.</summary>
    /// <exception cref="ArgumentException">The pixels' length disagrees with the sides and channels, or a side is longer than the format holds.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side, the channels, the format or the quality is out of range.</exception>
    public static void Validate(PixelImage image, ImageFormat format, int? quality)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(image.Width, 1, nameof(image));
        ArgumentOutOfRangeException.ThrowIfLessThan(image.Height, 1, nameof(image));
        if (image.Channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(image), image.Channels, "Expected 1 (grey) or 3 (RGB) channels.");
        if (quality is < 1 or > 100)
            throw new ArgumentOutOfRangeException(nameof(quality), quality, "Expected a quality from 1 to 100, or null.");
        var longest = Math.Max(image.Width, image.Height);
        if (longest > ImageFormats.LongestSide(format))
            throw new ArgumentException($"{format} holds sides up to {ImageFormats.LongestSide(format)} pixels, got {longest}.", nameof(image));
        if (image.Pixels.Length != (long)image.Width * image.Height * image.Channels)
            throw new ArgumentException($"Expected {image.Width} x {image.Height} x {image.Channels} bytes, got {image.Pixels.Length}.", nameof(image));
    }
}
