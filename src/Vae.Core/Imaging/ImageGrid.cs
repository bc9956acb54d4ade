using Vae.Core.Data;

namespace Vae.Core.Imaging;

/// <summary>Turns what a model decodes into images that can be encoded.</summary>
public static class ImageGrid
{
    /// <summary>Lays images out in rows, on black.</summary>
    /// <param name="images"><c>[count, C, H, W]</c> float32; rounded to 8 bits, values outside [0, 1] are cut.</param>
    /// <param name="count">Number of images, ≥ 1.</param>
    /// <param name="shape">Shape of one; 1 or 3 channels.</param>
    /// <param name="columns">Images in a row, ≥ 1; null, the default, makes the grid as square as it can be.</param>
    /// <param name="padding">Black pixels between images and around them, ≥ 0. Default 2. Not scaled.</param>
    /// <param name="scale">Whole factor by which each pixel is repeated along both axes, ≥ 1. Default 1.</param>
    /// <returns>The grid; its last row may have empty places.</returns>
    /// <exception cref="ArgumentException">The length of <paramref name="images"/> disagrees, or a value is NaN or infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="OverflowException">The grid would have more than 2³¹ − 1 samples.</exception>
    public static PixelImage Compose(
        ReadOnlySpan<float> images, int count, ImageShape shape, int? columns = null, int padding = 2, int scale = 1)
    {
        var layout = new GridLayout { Columns = columns, Padding = padding, Scale = scale };
        var size = SizeOf(count, shape, layout);
        var pixels = new byte[size.Bytes];
        Compose(images, count, shape, layout, pixels);
        return new PixelImage(size.Width, size.Height, size.Channels, pixels);
    }

    /// <summary>The size of what <see cref="Compose(ReadOnlySpan{float}, int, ImageShape, GridLayout, Span{byte})"/> writes.</summary>
    /// <param name="count">Number of images, ≥ 1.</param>
    /// <param name="shape">Shape of one; 1 or 3 channels.</param>
    /// <param name="layout">How they are laid out.</param>
    /// <returns>Sides, channels and bytes.</returns>
    /// <exception cref="ArgumentException">The shape has other channels or an empty side.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="OverflowException">The grid would have more than 2³¹ − 1 samples.</exception>
    public static GridSize SizeOf(int count, ImageShape shape, GridLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (shape.Channels is not (1 or 3) || shape.Height < 1 || shape.Width < 1)
            throw new ArgumentException($"Expected a shape of 1 or 3 channels and sides of at least 1, got {shape}.", nameof(shape));
        layout.Validate();

        var across = layout.Across(count);
        var down = (count + across - 1) / across;
        checked
        {
            var width = (across * ((shape.Width * layout.Scale) + layout.Padding)) + layout.Padding;
            var height = (down * ((shape.Height * layout.Scale) + layout.Padding)) + layout.Padding;
            return new GridSize(width, height, shape.Channels, width * height * shape.Channels);
        }
    }

    /// <summary>Lays images out in rows, on black, in the caller's memory.</summary>
    /// <param name="images"><c>[count, C, H, W]</c> float32; rounded to 8 bits, values outside [0, 1] are cut.</param>
    /// <param name="count">Number of images, ≥ 1.</param>
    /// <param name="shape">Shape of one; 1 or 3 channels.</param>
    /// <param name="layout">How they are laid out.</param>
    /// <param name="destination">Receives <c>[Height, Width, Channels]</c>, every byte of it; exactly as long as <see cref="SizeOf"/> says.</param>
    /// <returns>What <see cref="SizeOf"/> says.</returns>
    /// <exception cref="ArgumentException">A length disagrees, or a value is NaN or infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="OverflowException">The grid would have more than 2³¹ − 1 samples.</exception>
    public static GridSize Compose(ReadOnlySpan<float> images, int count, ImageShape shape, GridLayout layout, Span<byte> destination)
    {
        var size = SizeOf(count, shape, layout);
        Check(images, count, shape);
        if (destination.Length != size.Bytes)
            throw new ArgumentException($"Expected room for {size.Width} x {size.Height} x {size.Channels} bytes, got {destination.Length}.", nameof(destination));

        destination.Clear();
        var (across, padding) = (layout.Across(count), layout.Padding);
        var (cellWidth, cellHeight) = ((shape.Width * layout.Scale) + padding, (shape.Height * layout.Scale) + padding);
        for (var i = 0; i < count; i++)
        {
            var corner = ((padding + (i / across * cellHeight)) * size.Width) + padding + (i % across * cellWidth);
            Place(images.Slice(i * shape.Pixels, shape.Pixels), shape, destination[(corner * shape.Channels)..], size.Width, layout.Scale);
        }

        return size;
    }

    /// <summary>One image, without a border.</summary>
    /// <param name="image"><c>[C, H, W]</c> float32; rounded to 8 bits, values outside [0, 1] are cut.</param>
    /// <param name="shape">Its shape; 1 or 3 channels.</param>
    /// <param name="scale">Whole factor by which each pixel is repeated along both axes, ≥ 1. Default 1.</param>
    /// <returns>The image.</returns>
    /// <exception cref="ArgumentException">The length of <paramref name="image"/> disagrees, or a value is NaN or infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is less than 1.</exception>
    /// <exception cref="OverflowException">The image would have more than 2³¹ − 1 samples.</exception>
    // CA1720: "Single" says one image, as opposed to a grid; float is never called by that name here.
#pragma warning disable CA1720
    public static PixelImage Single(ReadOnlySpan<float> image, ImageShape shape, int scale = 1) =>
        Compose(image, count: 1, shape, columns: 1, padding: 0, scale);
#pragma warning restore CA1720

    private static void Check(ReadOnlySpan<float> images, int count, ImageShape shape)
    {
        if (images.Length != (long)count * shape.Pixels)
            throw new ArgumentException($"Expected {count} images of {shape}, got {images.Length} values.", nameof(images));
        // NaN would become a black pixel and hide a broken model.
        if (Finite.IndexOfFirstNot(images) is var index and >= 0)
            throw new ArgumentException($"Expected finite pixel values, got {images[index]}.", nameof(images));
    }

    private static void Place(ReadOnlySpan<float> image, ImageShape shape, Span<byte> target, int stride, int scale)
    {
        var plane = shape.Height * shape.Width;
        for (var y = 0; y < shape.Height * scale; y++)
        {
            var source = image[(y / scale * shape.Width)..];
            var row = target[(y * stride * shape.Channels)..];
            for (var x = 0; x < shape.Width * scale; x++)
            {
                for (var c = 0; c < shape.Channels; c++)
                    row[(x * shape.Channels) + c] = ToByte(source[(c * plane) + (x / scale)]);
            }
        }
    }

    private static byte ToByte(float value) => (byte)((Math.Clamp(value, 0f, 1f) * 255f) + 0.5f);
}
