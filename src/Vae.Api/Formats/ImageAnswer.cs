using Vae.Api.Inference;
using Vae.Core.Data;

namespace Vae.Api.Formats;

/// <summary>Answers with images in the form that the caller asked for.</summary>
internal sealed class ImageAnswer(InferenceService inference, PictureEncoder pictures)
{
    /// <summary>The answer.</summary>
    /// <param name="response">Where headers go.</param>
    /// <param name="form">What the caller asked for; its bounds were checked.</param>
    /// <param name="pixels"><c>[count, C, H, W]</c> in [0, 1].</param>
    /// <param name="count">Images.</param>
    /// <param name="shape">Shape of one image.</param>
    /// <param name="json">Makes the JSON body of the images' data URLs.</param>
    /// <param name="cancellation">Ends the wait for a slot.</param>
    public async Task<IResult> OfAsync<TBody>(
        HttpResponse response, ImageForm form, float[] pixels, int count, ImageShape shape, Func<string[], TBody> json, CancellationToken cancellation)
    {
        if (form.IsTensor)
            return TensorResult.Of(response, form.MediaType, pixels, [count, shape.Channels, shape.Height, shape.Width]);
        if (form.MediaType == MediaTypes.Json)
            return Results.Json(json(await inference.RunAsync(() => pictures.DataUrls(pixels, count, shape, form), cancellation)), ApiJson.Options);
        return Results.Bytes(await inference.RunAsync(() => pictures.Picture(pixels, count, shape, form), cancellation), form.MediaType);
    }
}
