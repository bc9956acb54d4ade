using System.Globalization;
using System.Text.Json;
using Vae.Api.Caching;
using Vae.Api.Inference;
using Vae.Api.Requests;
using Vae.Core.Data;
using Vae.Core.Imaging;
using Vae.Core.Imaging.Png;

namespace Vae.Api.Formats;

/// <summary>Answers with images in the form that the caller asked for.</summary>
internal sealed class ImageAnswer(InferenceService inference, AnswerWriter writer)
{
    /// <summary>As the framework writes it.</summary>
    public const string JsonType = "application/json; charset=utf-8";

    // Up to here a PNG is written in less time than another thread's turn costs.
    private const int SmallPicture = 256 * 1024;

    /// <summary>Sends the answer.</summary>
    /// <param name="response">Where to.</param>
    /// <param name="form">What the caller asked for; its bounds were checked.</param>
    /// <param name="pixels"><c>[count, C, H, W]</c> in [0, 1]. In use until the task has ended.</param>
    /// <param name="count">Images.</param>
    /// <param name="shape">Shape of one image.</param>
    /// <param name="json">Makes the JSON body of the images' data URLs.</param>
    /// <param name="tag">What the answer is made of, where it may be asked for again.</param>
    /// <param name="cancellation">Ends the wait for a slot.</param>
    public async Task<IResult> OfAsync<TBody>(
        HttpResponse response, ImageForm form, ReadOnlyMemory<float> pixels, int count, ImageShape shape, Func<string[], TBody> json, EntityTag? tag, CancellationToken cancellation)
    {
        if (form.IsTensor)
            return await SendTensorAsync(response, form.MediaType, pixels, [count, shape.Channels, shape.Height, shape.Width], tag);
        if (form.MediaType == MediaTypes.Png)
            return await SendPngAsync(response, form, pixels, count, shape, tag, cancellation);
        var body = form.MediaType == MediaTypes.Json
            ? await inference.RunAsync(() => JsonSerializer.SerializeToUtf8Bytes(json(PictureEncoder.DataUrls(pixels.Span, count, shape, form)), ApiJson.Options), cancellation)
            : await inference.RunAsync(() => PictureEncoder.Picture(pixels.Span, count, shape, form), cancellation);
        return await writer.SendAsync(response, form.MediaType == MediaTypes.Json ? JsonType : form.MediaType, body, tag);
    }

    /// <summary>Sends a float32 tensor as npy or as plain bytes; plain bytes carry their shape in <c>X-Tensor-Shape</c>: sizes with commas between.</summary>
    public async Task<IResult> SendTensorAsync(HttpResponse response, string type, ReadOnlyMemory<float> values, int[] shape, EntityTag? tag = null)
    {
        if (type == MediaTypes.Raw)
            response.Headers[TensorReader.ShapeHeader] = string.Join(',', shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));
        using var bytes = new PooledWriter();
        TensorEncoder.Write(bytes, type, values.Span, shape);
        return await writer.SendAsync(response, type, bytes.Written, tag);
    }

    private async Task<IResult> SendPngAsync(
        HttpResponse response, ImageForm form, ReadOnlyMemory<float> pixels, int count, ImageShape shape, EntityTag? tag, CancellationToken cancellation)
    {
        var layout = form.GridOf(count);
        var size = ImageGrid.SizeOf(count, shape, layout);
        using var png = new Pooled<byte>(PngWriter.MaxLength(size.Width, size.Height, size.Channels));
        var length = size.Bytes <= SmallPicture
            ? WritePng(pixels.Span, count, shape, layout, size, png.Span)
            : await inference.RunAsync(() => WritePng(pixels.Span, count, shape, layout, size, png.Span), cancellation);
        return await writer.SendAsync(response, MediaTypes.Png, png.Memory[..length], tag);
    }

    private static int WritePng(ReadOnlySpan<float> pixels, int count, ImageShape shape, GridLayout layout, GridSize size, Span<byte> png)
    {
        using var samples = new Pooled<byte>(size.Bytes);
        ImageGrid.Compose(pixels, count, shape, layout, samples.Span);
        return PngWriter.Write(samples.Span, size.Width, size.Height, size.Channels, png);
    }
}
