using System.Runtime.Intrinsics;
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
        var (channels, width, plane) = (shape.Channels, shape.Width, shape.Height * shape.Width);
        if (channels == 1 && scale == 1)
        {
            for (var y = 0; y < shape.Height; y++) ToBytes(image.Slice(y * width, width), target[(y * stride)..]);
            return;
        }

        var rented = Scratch.Rent<byte>(plane * channels);
        try
        {
            var bytes = rented.AsSpan(0, plane * channels); // [C, H, W]
            ToBytes(image, bytes);
            for (var y = 0; y < shape.Height; y++)
            {
                var row = target.Slice(y * scale * stride * channels, width * scale * channels);
                for (var c = 0; c < channels; c++) Spread(bytes.Slice((c * plane) + (y * width), width), channels, scale, row[c..]);
                for (var copy = 1; copy < scale; copy++) row.CopyTo(target[(((y * scale) + copy) * stride * channels)..]);
            }
        }
        finally
        {
            Scratch.Return(rented);
        }
    }

    /// <summary>One channel of a row to its places, each sample <paramref name="scale"/> times.</summary>
    private static void Spread(ReadOnlySpan<byte> samples, int channels, int scale, Span<byte> row)
    {
        var at = 0;
        foreach (var sample in samples)
        {
            for (var copy = 0; copy < scale; copy++, at += channels) row[at] = sample;
        }
    }

    private static void ToBytes(ReadOnlySpan<float> values, Span<byte> bytes)
    {
        const int step = 16;
        if (values.Length < step)
        {
            for (var i = 0; i < values.Length; i++) bytes[i] = ToByte(values[i]);
            return;
        }

        for (var i = 0; ; i += step)
        {
            // The last step begins early enough to be a whole one.
            i = Math.Min(i, values.Length - step);
            var lower = ToLevels(Vector256.Create(values[i..]));
            var upper = ToLevels(Vector256.Create(values[(i + Vector256<float>.Count)..]));
            var levels = Vector256.Narrow(lower, upper);
            Vector128.Narrow(levels.GetLower(), levels.GetUpper()).CopyTo(bytes[i..]);
            if (i == values.Length - step) return;
        }
    }

    // As ToByte, step by step: a multiplication and an addition that are rounded each.
    private static Vector256<uint> ToLevels(Vector256<float> values) => Vector256.ConvertToInt32(
        (Vector256.Min(Vector256.Max(values, Vector256<float>.Zero), Vector256<float>.One) * 255f) + Vector256.Create(0.5f)).AsUInt32();

    private static byte ToByte(float value) => (byte)((Math.Clamp(value, 0f, 1f) * 255f) + 0.5f);
}
