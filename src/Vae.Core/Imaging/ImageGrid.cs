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
        Check(images, count, shape);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns ?? 1, 1, nameof(columns));
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);

        var across = Math.Min(columns ?? (int)Math.Ceiling(Math.Sqrt(count)), count);
        var down = (count + across - 1) / across;
        checked
        {
            var (cellWidth, cellHeight) = ((shape.Width * scale) + padding, (shape.Height * scale) + padding);
            var (width, height) = ((across * cellWidth) + padding, (down * cellHeight) + padding);
            var grid = new PixelImage(width, height, shape.Channels, new byte[width * height * shape.Channels]);
            for (var i = 0; i < count; i++)
            {
                var image = images.Slice(i * shape.Pixels, shape.Pixels);
                Place(image, shape, grid, padding + (i % across * cellWidth), padding + (i / across * cellHeight), scale);
            }

            return grid;
        }
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
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (shape.Channels is not (1 or 3) || shape.Height < 1 || shape.Width < 1)
            throw new ArgumentException($"Expected a shape of 1 or 3 channels and sides of at least 1, got {shape}.", nameof(shape));
        if (images.Length != (long)count * shape.Pixels)
            throw new ArgumentException($"Expected {count} images of {shape}, got {images.Length} values.", nameof(images));
        foreach (var value in images)
        {
            // NaN would become a black pixel and hide a broken model.
            if (!float.IsFinite(value))
                throw new ArgumentException($"Expected finite pixel values, got {value}.", nameof(images));
        }
    }

    private static void Place(ReadOnlySpan<float> image, ImageShape shape, PixelImage grid, int left, int top, int scale)
    {
        var plane = shape.Height * shape.Width;
        for (var y = 0; y < shape.Height * scale; y++)
        {
            var source = image[(y / scale * shape.Width)..];
            var target = grid.Pixels.AsSpan((((top + y) * grid.Width) + left) * shape.Channels);
            for (var x = 0; x < shape.Width * scale; x++)
            {
                for (var c = 0; c < shape.Channels; c++)
                    target[(x * shape.Channels) + c] = ToByte(source[(c * plane) + (x / scale)]);
            }
        }
    }

    private static byte ToByte(float value) => (byte)((Math.Clamp(value, 0f, 1f) * 255f) + 0.5f);
}
