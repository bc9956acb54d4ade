using Vae.Api.Requests;
using Vae.Core.Data;
using Vae.Core.Imaging;

namespace Vae.Api.Formats;

/// <summary>Turns pixel means into pictures.</summary>
internal sealed class PictureEncoder(IImageCodec codec)
{
    /// <summary>One image as it is, several as one grid.</summary>
    public byte[] Picture(ReadOnlySpan<float> images, int count, ImageShape shape, string mediaType)
    {
        var picture = count == 1 ? ImageGrid.Single(images, shape) : ImageGrid.Compose(images, count, shape);
        return codec.Encode(picture, FormatOf(mediaType));
    }

    /// <summary>Each image as a PNG in a data URL.</summary>
    public string[] DataUrls(ReadOnlySpan<float> images, int count, ImageShape shape)
    {
        var urls = new string[count];
        for (var i = 0; i < count; i++)
            urls[i] = DataUrl.FromPng(codec.Encode(ImageGrid.Single(images.Slice(i * shape.Pixels, shape.Pixels), shape), ImageFormat.Png));
        return urls;
    }

    private static ImageFormat FormatOf(string mediaType) => mediaType switch
    {
        MediaTypes.Png => ImageFormat.Png,
        MediaTypes.Jpeg => ImageFormat.Jpeg,
        MediaTypes.WebP => ImageFormat.WebP,
        _ => throw new ArgumentOutOfRangeException(nameof(mediaType), mediaType, "Expected a picture's type."),
    };
}
