using Vae.Api.Errors;
using Vae.Core.Data;
using Vae.Core.Imaging;

namespace Vae.Api.Requests;

/// <summary>Images as the model sees them: <c>[Count, C, H, W]</c> float32 in [0, 1].</summary>
internal sealed record ImageBatch(float[] Pixels, int Count);

/// <summary>Turns encoded images into a model's input.</summary>
internal sealed class ImageDecoder(ImageReader reader, ImageLimits limits)
{
    /// <summary>Decodes, turns, greys and resizes each image to <paramref name="shape"/>.</summary>
    /// <exception cref="ProblemException"><c>image-invalid</c>, <c>image-too-large</c>, <c>trailing-data</c> or <c>unsupported-media-type</c>.</exception>
    public ImageBatch Decode(IReadOnlyList<EncodedImage> images, ImageShape shape)
    {
        var pixels = new float[checked(images.Count * shape.Pixels)];
        for (var i = 0; i < images.Count; i++)
            DecodeOne(images[i], shape).CopyTo(pixels, i * shape.Pixels);
        return new(pixels, images.Count);
    }

    private float[] DecodeOne(EncodedImage image, ImageShape shape)
    {
        if (image.Bytes.IsEmpty)
            throw InputProblems.InvalidImage("The image is empty.").AsException();
        if (image.DeclaredType is { } declared && TypeOf(image.Bytes.Span) is { } found && found != declared)
            throw Problems.UnsupportedMediaType(InputProblems.ImageTypes, $"The image is declared as {declared} but its bytes are {found}.").AsException();
        try
        {
            return reader.Read(image.Bytes.Span, shape);
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
            return "image/png";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return "image/jpeg";
        return bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? "image/webp" : null;
    }
}
