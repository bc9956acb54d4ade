using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.PixelFormats;
using Vae.Core.Imaging.Gate;
using Vae.Core.Imaging.Png;

namespace Vae.Core.Imaging;

/// <summary>
/// Turns encoded images into pixels and back, with SixLabors.ImageSharp. Safe for concurrent use.
/// Decide whether an input may be decoded with <see cref="ImageGate"/>, or use <see cref="ImageReader"/>, which does both.
/// It decodes to pixels as stored and no more: orientation, alpha, grey and size are <see cref="ImageReader"/>'s. ImageSharp's AutoOrient has no
/// place here: the gate reads the EXIF orientation and drops the EXIF block, and to turn the pixels here as well would turn them twice.
/// </summary>
public static class ImageCodec
{
    // For one allocation. 16 bytes for each pixel that the default limits let through: RGBA takes 4, a JPEG's coefficients up to 8.
    private const int AllocationLimitMegabytes = 256;
    private const int PoolMegabytes = 64;
    private const int DefaultJpegQuality = 90;

    // A configuration of its own: Configuration.Default knows six more formats, and its clones share that list.
    internal static readonly Configuration Formats = new(new PngConfigurationModule(), new JpegConfigurationModule(), new WebpConfigurationModule())
    {
        MemoryAllocator = MemoryAllocator.Create(new MemoryAllocatorOptions
        {
            AllocationLimitMegabytes = AllocationLimitMegabytes,
            MaximumPoolSizeMegabytes = PoolMegabytes,
        }),
        // A request stays on its thread: the service bounds how many decode at once.
        MaxDegreeOfParallelism = 1,
    };

    /// <summary>Decodes an image that the gate let through.</summary>
    /// <param name="gated">The stream that the gate assembled, free of metadata.</param>
    /// <param name="header">What the gate read.</param>
    /// <param name="rgba">
    /// Receives <c>[Height, Width, 4]</c> bytes, RGBA, alpha not premultiplied, as stored (not yet oriented);
    /// <see cref="ImageHeader.RgbaLength"/> long. Undefined after an exception.
    /// </param>
    /// <exception cref="ImageRejectedException">The pixel data is truncated, damaged or disagrees with the header.</exception>
    /// <exception cref="ArgumentException"><paramref name="gated"/> is empty, or <paramref name="rgba"/> has another length.</exception>
    public static void Decode(ReadOnlySpan<byte> gated, ImageHeader header, Span<byte> rgba)
    {
        if (gated.IsEmpty)
            throw new ArgumentException("An encoded image has at least one byte, got none.", nameof(gated));
        if (rgba.Length != header.RgbaLength)
            throw new ArgumentException($"Expected a buffer of {header.Width} x {header.Height} x 4 bytes, got {rgba.Length}.", nameof(rgba));

        if (header.Format == ImageFormat.Png && PngData.HasEmptyPass(gated))
            throw new ImageRejectedException(ImageRejection.Invalid, "An interlaced PNG with a side below 5 pixels is not supported. Save it without interlacing.", null);
        try
        {
            if (!IsWhole(gated, header.Format))
                throw Damaged(header, null);
            // The gate has read format and sides from the same bytes, so ImageSharp allocates what the header says and no more.
            using var image = Image.Load<Rgba32>(Formats, gated);
            if (image.Width != header.Width || image.Height != header.Height)
                throw Damaged(header, null);
            image.CopyPixelDataTo(rgba);
        }
        // The border to a parser of hostile bytes: whatever it throws, the image is at fault.
        catch (Exception e) when (e is not ImageRejectedException and not OutOfMemoryException)
        {
            throw Damaged(header, e);
        }
    }

    /// <summary>Encodes an image.</summary>
    /// <param name="image">The pixels.</param>
    /// <param name="format">The format to write.</param>
    /// <param name="quality">
    /// 1 (smallest) to 100 (best), for JPEG and lossy WebP; null, the default, means JPEG at 90 and lossless WebP. PNG ignores it.
    /// </param>
    /// <returns>The encoded image.</returns>
    /// <exception cref="ArgumentException">The pixels' length disagrees with the sides and channels, or a value is out of range.</exception>
    public static byte[] Encode(PixelImage image, ImageFormat format, int? quality = null)
    {
        Validate(image, format, quality);
        if (format == ImageFormat.Png) return PngWriter.ToArray(image);
        using var stream = new MemoryStream();
        var encoder = Encoder(format, image.Channels == 1, quality);
        if (image.Channels == 1)
        {
            using var grey = Image.LoadPixelData<L8>(Formats, image.Pixels, image.Width, image.Height);
            grey.Save(stream, encoder);
        }
        else
        {
            using var colour = Image.LoadPixelData<Rgb24>(Formats, image.Pixels, image.Width, image.Height);
            colour.Save(stream, encoder);
        }

        return stream.ToArray();
    }

    /// <summary>ImageSharp fills in what a JPEG lacks and leaves what a PNG has too much of, without a word.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> gated, ImageFormat format) => format switch
    {
        ImageFormat.Png => PngData.IsWhole(gated),
        ImageFormat.Jpeg => JpegData.IsWhole(gated),
        _ => true,
    };

    private static void Validate(PixelImage image, ImageFormat format, int? quality)
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

    // The images are made here and carry no metadata that could be written.
    private static IImageEncoder Encoder(ImageFormat format, bool grey, int? quality) => format switch
    {
        ImageFormat.Jpeg => new JpegEncoder { ColorType = grey ? JpegColorType.Luminance : JpegColorType.YCbCrRatio444, Quality = quality ?? DefaultJpegQuality },
        _ when quality is { } lossy => new WebpEncoder { FileFormat = WebpFileFormatType.Lossy, Quality = lossy },
        _ => new WebpEncoder { FileFormat = WebpFileFormatType.Lossless },
    };

    private static ImageRejectedException Damaged(ImageHeader header, Exception? cause) => new(
        ImageRejection.Invalid,
        $"The {header.Format} image is damaged: its pixel data does not decode to {header.Width} x {header.Height} pixels.",
        cause);
}
