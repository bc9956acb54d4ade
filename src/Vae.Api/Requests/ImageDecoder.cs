using System.Buffers.Binary;
using Vae.Api.Errors;
using Vae.Api.Formats;
using Vae.Core.Data;
using Vae.Core.Imaging;

namespace Vae.Api.Requests;

/// <summary>Images as the model sees them: <c>[Count, C, H, W]</c> float32 in [0, 1].</summary>
internal sealed record ImageBatch(float[] Pixels, int Count);

/// <summary>Turns encoded images into a model's input.</summary>
internal sealed class ImageDecoder(ImageReader reader, ImageLimits limits)
{
    // Decoding this takes less than handing the work to another thread.
    private const int SmallBytes = 64 * 1024;
    private const int SmallSide = 128;

    /// <summary>Whether the bytes are a PNG that says of itself that it is small: decoding it cannot take long, whatever it holds.</summary>
    public static bool IsSmall(ReadOnlySpan<byte> image) =>
        // Signature, length and name of the header, width, height.
        image.Length is >= 24 and <= SmallBytes
        && TypeOf(image) == MediaTypes.Png
        && BinaryPrimitives.ReadUInt32BigEndian(image[16..]) <= SmallSide
        && BinaryPrimitives.ReadUInt32BigEndian(image[20..]) <= SmallSide;

    /// <summary>Decodes, turns, greys and resizes each image to <paramref name="shape"/>.</summary>
    /// <param name="images">The images.</param>
    /// <param name="shape">The model's input.</param>
    /// <param name="pixels">Receives <c>[images, C, H, W]</c>; exactly that long.</param>
    /// <exception cref="ProblemException"><c>image-invalid</c>, <c>image-too-large</c>, <c>trailing-data</c> or <c>unsupported-media-type</c>.</exception>
    public void Decode(IReadOnlyList<EncodedImage> images, ImageShape shape, Span<float> pixels)
    {
        for (var i = 0; i < images.Count; i++)
            Decode(images[i], shape, pixels.Slice(i * shape.Pixels, shape.Pixels));
    }

    /// <summary>Decodes one image to <paramref name="shape"/>.</summary>
    /// <exception cref="ProblemException">As for many.</exception>
    public void Decode(EncodedImage image, ImageShape shape, Span<float> pixels)
    {
        if (image.Bytes.IsEmpty)
            throw InputProblems.InvalidImage("The image is empty.").AsException();
        if (image.DeclaredType is { } declared && TypeOf(image.Bytes.Span) is { } found && found != declared)
            throw Problems.UnsupportedMediaType(InputProblems.ImageTypes, $"The image is declared as {declared} but its bytes are {found}.").AsException();
        try
        {
            reader.Read(image.Bytes.Span, shape, pixels);
        }
        catch (ImageRejectedException refusal)
        {
            throw InputProblems.From(refusal, limits).AsException();
        }
    }

    /// <summary>The type that the first bytes show, or null where they show none that is supported (the reader then refuses it by itself).</summary>
    private static string? TypeOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']))
            return MediaTypes.Png;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return MediaTypes.Jpeg;
        return bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? MediaTypes.WebP : null;
    }
}
