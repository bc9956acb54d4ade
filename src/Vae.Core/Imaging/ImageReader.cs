using Vae.Core.Data;

namespace Vae.Core.Imaging;

/// <summary>
/// Reads an encoded image as a model wants it: gate, decode, alpha over black, grey by Rec. 601 where the model is grey,
/// area average to the model's size, EXIF orientation. Safe for concurrent use.
/// </summary>
public sealed class ImageReader
{
    /// <summary>A reader for images within limits.</summary>
    /// <param name="limits">What one image may cost.</param>
    /// <exception cref="ArgumentException">A limit is outside its legal range.</exception>
    public ImageReader(ImageLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        limits.Validate();
        Limits = limits;
    }

    /// <summary>The limits in force.</summary>
    public ImageLimits Limits { get; }

    /// <summary>Reads one image.</summary>
    /// <param name="encoded">A whole PNG, JPEG or WebP file.</param>
    /// <param name="shape">The model's image shape; 1 or 3 channels. The image is stretched where its aspect ratio differs.</param>
    /// <returns>
    /// <c>[C, H, W]</c> planar float32 in [0, 1]. An image that already has the model's size, is opaque and, for a grey model,
    /// grey, gives exactly <c>byte / 255f</c>. Samples are averaged as stored, without undoing the display's gamma.
    /// </returns>
    /// <exception cref="ImageRejectedException">The image is refused, and why.</exception>
    /// <exception cref="ArgumentException"><paramref name="shape"/> has other channels or an empty side.</exception>
    public float[] Read(ReadOnlySpan<byte> encoded, ImageShape shape)
    {
        CheckShape(shape);
        var pixels = new float[shape.Pixels];
        Read(encoded, shape, pixels);
        return pixels;
    }

    /// <summary>Reads one image into the caller's memory.</summary>
    /// <param name="encoded">A whole PNG, JPEG or WebP file.</param>
    /// <param name="shape">The model's image shape; 1 or 3 channels. The image is stretched where its aspect ratio differs.</param>
    /// <param name="destination">
    /// Receives <c>[C, H, W]</c>, the same values as <see cref="Read(ReadOnlySpan{byte}, ImageShape)"/> gives; exactly that long.
    /// Undefined after an exception.
    /// </param>
    /// <exception cref="ImageRejectedException">The image is refused, and why.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="shape"/> has other channels or an empty side, or <paramref name="destination"/> has another length.
    /// </exception>
    public void Read(ReadOnlySpan<byte> encoded, ImageShape shape, Span<float> destination)
    {
        CheckShape(shape);
        if (destination.Length != shape.Pixels)
            throw new ArgumentException($"Expected room for {shape.Pixels} values, got {destination.Length}.", nameof(destination));
        ImageGate.CheckLength(encoded.Length, Limits);

        byte[]? rgba = null;
        var gated = Scratch.Rent<byte>(encoded.Length);
        try
        {
            var header = ImageGate.Inspect(encoded, Limits, gated, out var length);
            rgba = Scratch.Rent<byte>(header.RgbaLength);
            var pixels = rgba.AsSpan(0, header.RgbaLength);
            ImageCodec.Decode(gated.AsSpan(0, length), header, pixels);
            // What needs neither resizing nor turning is what clients send that know the model.
            if ((header.Width, header.Height, header.Orientation) == (shape.Width, shape.Height, 1))
                PixelRow.ToPlanes(pixels, shape.Channels, destination);
            else
                Fit(pixels, header, shape, destination);
        }
        finally
        {
            Scratch.Return(gated);
            if (rgba is not null)
                Scratch.Return(rgba);
        }
    }

    private static void CheckShape(ImageShape shape)
    {
        if (shape.Channels is not (1 or 3) || shape.Height < 1 || shape.Width < 1)
            throw new ArgumentException($"Expected a shape of 1 or 3 channels and sides of at least 1, got {shape}.", nameof(shape));
    }

    private static void Fit(ReadOnlySpan<byte> rgba, ImageHeader header, ImageShape shape, Span<float> destination)
    {
        // Averaging commutes with turning, so the small image is turned: 5 to 8 swap the axes.
        var turned = header.Orientation >= 5;
        var (width, height) = turned ? (shape.Height, shape.Width) : (shape.Width, shape.Height);
        var channels = shape.Channels;
        var columns = new AreaResize(header.Width, width);
        var rows = new AreaResize(header.Height, height);
        var source = new float[header.Width * channels];
        var narrow = new float[width * channels];
        var stored = new float[height * width * channels]; // [height, width, C]
        var current = -1;
        for (var y = 0; y < height; y++)
        {
            var weights = rows.Span(y, out var first);
            var target = stored.AsSpan(y * width * channels, width * channels);
            for (var k = 0; k < weights.Length; k++)
            {
                // Neighbouring output rows share an input row where the ratio is not whole.
                if (first + k != current)
                {
                    current = first + k;
                    PixelRow.Unpack(rgba.Slice(current * header.Width * 4, header.Width * 4), channels, source);
                    columns.Row(source, channels, narrow);
                }

                for (var i = 0; i < target.Length; i++)
                    target[i] += weights[k] * narrow[i];
            }
        }

        Orient(stored, width, height, header.Orientation, shape, destination);
    }

    /// <summary>To planes, each stored pixel going where the EXIF orientation says. Shares that sum to 1 but for rounding can carry white past 1.</summary>
    private static void Orient(float[] stored, int width, int height, int orientation, ImageShape shape, Span<float> result)
    {
        var plane = shape.Height * shape.Width;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (row, column) = orientation switch
                {
                    2 => (y, width - 1 - x),
                    3 => (height - 1 - y, width - 1 - x),
                    4 => (height - 1 - y, x),
                    5 => (x, y),
                    6 => (x, height - 1 - y),
                    7 => (width - 1 - x, height - 1 - y),
                    8 => (width - 1 - x, y),
                    _ => (y, x),
                };
                for (var c = 0; c < shape.Channels; c++)
                    result[(c * plane) + (row * shape.Width) + column] = Math.Min(1f, stored[(((y * width) + x) * shape.Channels) + c]);
            }
        }
    }
}
