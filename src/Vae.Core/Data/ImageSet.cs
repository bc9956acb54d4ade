using System.Runtime.InteropServices;
using TorchSharp;

namespace Vae.Core.Data;

/// <summary>Images of one split, decoded, in one contiguous block of managed memory. Immutable.</summary>
public sealed class ImageSet
{
    /// <summary>Wraps decoded images; the memory is not copied and must not change afterwards.</summary>
    /// <param name="shape">Shape of one image; each extent ≥ 1.</param>
    /// <param name="pixels"><c>[N, C, H, W]</c> bytes.</param>
    /// <param name="labels"><c>[N]</c> bytes, or null for unlabelled images.</param>
    /// <exception cref="ArgumentException">An extent is less than 1, or a length does not fit.</exception>
    public ImageSet(ImageShape shape, ReadOnlyMemory<byte> pixels, ReadOnlyMemory<byte>? labels = null)
    {
        if (shape.Channels < 1 || shape.Height < 1 || shape.Width < 1)
            throw new ArgumentException($"Expected extents of at least 1, got {shape}.", nameof(shape));
        if (pixels.Length % shape.Pixels != 0)
            throw new ArgumentException($"Expected a multiple of {shape.Pixels} bytes ({shape}), got {pixels.Length}.", nameof(pixels));
        Shape = shape;
        Count = pixels.Length / shape.Pixels;
        Pixels = pixels;
        Labels = labels;
        if (labels is { } given && given.Length != Count)
            throw new ArgumentException($"Expected {Count} labels, one an image, got {given.Length}.", nameof(labels));
    }

    /// <summary>Shape of one image.</summary>
    public ImageShape Shape { get; }

    /// <summary>Number of images.</summary>
    public int Count { get; }

    /// <summary><c>[N, C, H, W]</c>, bytes 0 (black) to 255 (white).</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary>The class of each image, one byte an image; null where the images are unlabelled.</summary>
    public ReadOnlyMemory<byte>? Labels { get; }

    /// <summary>The bytes of one image.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    /// <returns><c>[C, H, W]</c> bytes, a view into <see cref="Pixels"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public ReadOnlySpan<byte> Image(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return Pixels.Span.Slice(index * Shape.Pixels, Shape.Pixels);
    }

    /// <summary>Some of the images with their labels, in memory of their own.</summary>
    /// <param name="indices">Which ones: each 0 to <see cref="Count"/> − 1, in ascending order afterwards, whatever order they come in.</param>
    /// <returns>As many images as there are indices.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public ImageSet Select(ReadOnlySpan<int> indices)
    {
        var sorted = indices.ToArray();
        Array.Sort(sorted);
        var pixels = new byte[sorted.Length * Shape.Pixels];
        var labels = Labels is null ? null : new byte[sorted.Length];
        for (var i = 0; i < sorted.Length; i++)
        {
            Image(sorted[i]).CopyTo(pixels.AsSpan(i * Shape.Pixels));
            if (labels is not null) labels[i] = Labels!.Value.Span[sorted[i]];
        }

        return new ImageSet(Shape, pixels, labels is null ? null : labels.AsMemory());
    }

    /// <summary>Copies the images to a device as a model takes them.</summary>
    /// <param name="device">Where to; null for the CPU.</param>
    /// <returns>
    /// <c>[N, C, H, W]</c> float32 in [0, 1]: byte ÷ 255, on the CPU rounded as <c>byte / 255f</c> is. The caller disposes it.
    /// </returns>
    public torch.Tensor ToTensor(torch.Device? device = null)
    {
        var whole = MemoryMarshal.TryGetArray(Pixels, out var segment) && segment.Count == segment.Array!.Length;
        var bytes = whole ? segment.Array! : Pixels.ToArray();
        // As bytes to the device and to floats there: a quarter of the way, and one large buffer less on the host.
        using var raw = torch.tensor(bytes, [Count, Shape.Channels, Shape.Height, Shape.Width], device: device);
        var images = raw.to(torch.ScalarType.Float32); // [N, C, H, W]
        images.div_(255f);
        return images;
    }
}
