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
/// <see cref="IImageCodec"/> on SixLabors.ImageSharp. It decodes to pixels as stored and no more: orientation, alpha, grey and size are
/// <see cref="ImageReader"/>'s, the same code for every codec. ImageSharp's AutoOrient has no place here: the gate reads the EXIF
/// orientation and drops the EXIF block, and to turn the pixels here as well would turn them twice.
/// </summary>
internal sealed class ImageSharpCodec : IImageCodec
{
    // For one allocation. 16 bytes for each pixel that the default limits let through: RGBA takes 4, a JPEG's coefficients up to 8.
    private const int AllocationLimitMegabytes = 256;
    private const int PoolMegabytes = 64;
    private const int DefaultJpegQuality = 90;

    // A configuration of its own: Configuration.Default knows seven more formats, and its clones share that list.
    private static readonly Configuration Formats = new(new PngConfigurationModule(), new JpegConfigurationModule(), new WebpConfigurationModule())
    {
        MemoryAllocator = MemoryAllocator.Create(new MemoryAllocatorOptions
        {
            AllocationLimitMegabytes = AllocationLimitMegabytes,
            MaximumPoolSizeMegabytes = PoolMegabytes,
        }),
        // A request stays on its thread: the service bounds how many decode at once.
        MaxDegreeOfParallelism = 1,
    };

    private static readonly DecoderOptions Options = new() { Configuration = Formats, MaxFrames = 1, SkipMetadata = true };

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> gated, ImageHeader header, Span<byte> rgba)
    {
        if (gated.IsEmpty)
            throw new ArgumentException("An encoded image has at least one byte, got none.", nameof(gated));
        if (rgba.Length != header.RgbaLength)
            throw new ArgumentException($"Expected a buffer of {header.Width} x {header.Height} x 4 bytes, got {rgba.Length}.", nameof(rgba));

        try
        {
            // The header alone first: what is not as the gate saw it is not decoded.
            var info = Image.Identify(Options, gated);
            if (info.Width != header.Width || info.Height != header.Height || info.Metadata.DecodedImageFormat != FormatOf(header.Format))
                throw Damaged(header, null);
            if (!IsWhole(gated, header.Format))
                throw Damaged(header, null);

            using var image = Image.Load<Rgba32>(Options, gated);
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

    /// <inheritdoc/>
    public byte[] Encode(PixelImage image, ImageFormat format, int? quality = null)
    {
        EncodeCheck.Validate(image, format, quality);
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

    private static ImageEncoder Encoder(ImageFormat format, bool grey, int? quality) => format switch
    {
        ImageFormat.Jpeg => new JpegEncoder
        {
            ColorType = grey ? JpegEncodingColor.Luminance : JpegEncodingColor.YCbCrRatio444,
            Quality = quality ?? DefaultJpegQuality,
            SkipMetadata = true,
        },
        _ when quality is { } lossy => new WebpEncoder { FileFormat = WebpFileFormatType.Lossy, Quality = lossy, SkipMetadata = true },
        _ => new WebpEncoder { FileFormat = WebpFileFormatType.Lossless, SkipMetadata = true },
    };

    private static IImageFormat FormatOf(ImageFormat format) => format switch
    {
        ImageFormat.Png => PngFormat.Instance,
        ImageFormat.Jpeg => JpegFormat.Instance,
        _ => WebpFormat.Instance,
    };

    private static ImageRejectedException Damaged(ImageHeader header, Exception? cause) => new(
        ImageRejection.Invalid,
        $"The {header.Format} image is damaged: its pixel data does not decode to {header.Width} x {header.Height} pixels.",
        cause);
}
