using Vae.Api.Requests;
using Vae.Core.Data;
using Vae.Core.Imaging;
using Vae.Core.Imaging.Gif;

namespace Vae.Api.Formats;

/// <summary>Turns pixel means into pictures.</summary>
internal static class PictureEncoder
{
    /// <summary>All images as one file.</summary>
    /// <param name="images"><c>[count, C, H, W]</c> in [0, 1].</param>
    /// <param name="count">Images.</param>
    /// <param name="shape">Shape of one.</param>
    /// <param name="form">A picture's form, whose bounds were checked.</param>
    public static byte[] Picture(ReadOnlySpan<float> images, int count, ImageShape shape, ImageForm form)
    {
        if (form.MediaType == MediaTypes.Gif)
            return Animation(images, count, shape, form);
        return ImageCodec.Encode(form.Compose(images, count, shape), FormatOf(form.MediaType), form.Quality);
    }

    /// <summary>Each image, or the grid of all, as a PNG in a data URL.</summary>
    public static string[] DataUrls(ReadOnlySpan<float> images, int count, ImageShape shape, ImageForm form)
    {
        if (form.Layout == ImageLayout.Grid)
            return [Url(form.Compose(images, count, shape))];
        var urls = new string[count];
        for (var i = 0; i < count; i++)
            urls[i] = Url(ImageGrid.Single(images.Slice(i * shape.Pixels, shape.Pixels), shape, form.Scale));
        return urls;
    }

    private static byte[] Animation(ReadOnlySpan<float> images, int count, ImageShape shape, ImageForm form)
    {
        var delay = TimeSpan.FromMilliseconds(form.DelayMilliseconds);
        if (form.Layout == ImageLayout.Grid)
            return GifWriter.Write([form.Compose(images, count, shape)], delay);
        var frames = new PixelImage[count];
        for (var i = 0; i < count; i++)
            frames[i] = ImageGrid.Single(images.Slice(i * shape.Pixels, shape.Pixels), shape, form.Scale);
        return GifWriter.Write(frames, delay);
    }

    private static string Url(PixelImage image) => DataUrl.FromPng(ImageCodec.Encode(image, ImageFormat.Png));

    private static ImageFormat FormatOf(string mediaType) => mediaType switch
    {
        MediaTypes.Png => ImageFormat.Png,
        MediaTypes.Jpeg => ImageFormat.Jpeg,
        MediaTypes.WebP => ImageFormat.WebP,
        _ => throw new ArgumentOutOfRangeException(nameof(mediaType), mediaType, "Expected a picture's type."),
    };
}
