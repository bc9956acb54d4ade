using System.Text.Json.Serialization.Metadata;
using Vae.Client.Transport;

namespace Vae.Client;

public sealed partial class VaeClient
{
    /// <summary>The posteriors of images.</summary>
    /// <param name="images">1 to 64 files.</param>
    /// <param name="model">The model: <c>name</c>, <c>name@version</c>, <c>name:alias</c> or <c>latest</c>. Default: the newest.</param>
    /// <param name="sample">Whether <c>Z</c> is a draw from the posterior instead of its mean.</param>
    /// <param name="seed">Seed of the draw, 0 and up. Default: the server picks one and returns it.</param>
    /// <param name="label">The images' class, from 0, or an array with a class for each, for a model that is told classes. Default: none is told.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public async Task<Encoding> EncodeAsync(
        IReadOnlyList<ImageFile> images, string? model = null, bool sample = false, long? seed = null, ImageLabels? label = null, CancellationToken cancellation = default)
    {
        var path = PathQuery.Of("encode").With("model", model).With("label", label?.ToString()).With("sample", sample ? "true" : null).With("seed", seed);
        using var response = await sender.SendAsync(Upload(path, images), cancellation).ConfigureAwait(false);
        return await JsonAsync(response, VaeJson.Default.Encoding, cancellation).ConfigureAwait(false) with { Seed = Seed(response) };
    }

    /// <summary>Reconstructions of images and how far they are from them.</summary>
    /// <param name="images">1 to 64 files.</param>
    /// <param name="model">The model. Default: the newest.</param>
    /// <param name="label">The images' class, from 0, or an array with a class for each, for a model that is told classes. Default: none is told.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public Task<Reconstruction> ReconstructAsync(IReadOnlyList<ImageFile> images, string? model = null, ImageLabels? label = null, CancellationToken cancellation = default) =>
        JsonAsync(Upload(PathQuery.Of("reconstruct").With("model", model).With("label", label?.ToString()), images), VaeJson.Default.Reconstruction, cancellation);

    /// <summary>The images of latent vectors, as numbers.</summary>
    /// <param name="z">The vectors, each of the model's length.</param>
    /// <param name="model">The model. Default: the newest.</param>
    /// <param name="label">The images' class, from 0, or an array with a class for each, for a model that is told classes. Default: none is told.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public Task<ImageTensor> DecodeAsync(IReadOnlyList<float[]> z, string? model = null, ImageLabels? label = null, CancellationToken cancellation = default) =>
        TensorAsync(DecodeCall(z, model, label), cancellation);

    /// <summary>The images of latent vectors as a picture; several make one grid.</summary>
    /// <param name="z">The vectors, each of the model's length.</param>
    /// <param name="model">The model. Default: the newest.</param>
    /// <param name="picture">The picture's form. Default: PNG.</param>
    /// <param name="label">The images' class, from 0, or an array with a class for each, for a model that is told classes. Default: none is told.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public Task<Picture> DecodePictureAsync(
        IReadOnlyList<float[]> z, string? model = null, PictureOptions? picture = null, ImageLabels? label = null, CancellationToken cancellation = default) =>
        PictureAsync(DecodeCall(z, model, label, picture ?? new()), cancellation);

    /// <summary>Images decoded from draws of the prior, as numbers.</summary>
    /// <param name="request">How many, with which seed and temperature.</param>
    /// <param name="model">The model. Default: the newest.</param>
    /// <param name="label">The images' class, from 0, or an array with a class for each, for a model that is told classes. Default: none is told.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public Task<ImageTensor> SampleAsync(SampleRequest? request = null, string? model = null, ImageLabels? label = null, CancellationToken cancellation = default) =>
        TensorAsync(SampleCall(request, model, label), cancellation);

    /// <summary>Images decoded from draws of the prior, as one picture.</summary>
    /// <param name="request">How many, with which seed and temperature.</param>
    /// <param name="model">The model. Default: the newest.</param>
    /// <param name="picture">The picture's form. Default: PNG.</param>
    /// <param name="label">The images' class, from 0, or an array with a class for each, for a model that is told classes. Default: none is told.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public Task<Picture> SamplePictureAsync(
        SampleRequest? request = null, string? model = null, PictureOptions? picture = null, ImageLabels? label = null, CancellationToken cancellation = default) =>
        PictureAsync(SampleCall(request, model, label, picture ?? new()), cancellation);

    /// <summary>Images on a path between two latents or two images' posterior means, as numbers.</summary>
    /// <param name="request">The path.</param>
    /// <param name="model">The model. Default: the newest.</param>
    /// <param name="label">The images' class, from 0, for a model that is told classes. Default: none is told.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public Task<ImageTensor> InterpolateAsync(InterpolateRequest request, string? model = null, int? label = null, CancellationToken cancellation = default) =>
        TensorAsync(InterpolateCall(request, model, label), cancellation);

    /// <summary>Images on a path, as one picture.</summary>
    /// <param name="request">The path.</param>
    /// <param name="model">The model. Default: the newest.</param>
    /// <param name="picture">The picture's form. Default: PNG.</param>
    /// <param name="label">The images' class, from 0, for a model that is told classes. Default: none is told.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public Task<Picture> InterpolatePictureAsync(
        InterpolateRequest request, string? model = null, PictureOptions? picture = null, int? label = null, CancellationToken cancellation = default) =>
        PictureAsync(InterpolateCall(request, model, label, picture ?? new()), cancellation);

    private static Call Upload(PathQuery path, IReadOnlyList<ImageFile> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return new(HttpMethod.Post, path.ToString()) { Content = () => Form(images) };
    }

    private static Call DecodeCall(IReadOnlyList<float[]> z, string? model, ImageLabels? label, PictureOptions? picture = null)
    {
        ArgumentNullException.ThrowIfNull(z);
        return ImageCall("decode", new DecodeRequest(z), VaeJson.Default.DecodeRequest, model, label, picture);
    }

    private static Call SampleCall(SampleRequest? request, string? model, ImageLabels? label, PictureOptions? picture = null) =>
        ImageCall("sample", request ?? new(), VaeJson.Default.SampleRequest, model, label, picture);

    private static Call InterpolateCall(InterpolateRequest request, string? model, int? label, PictureOptions? picture = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ImageCall("interpolate", request, VaeJson.Default.InterpolateRequest, model, label, picture);
    }

    /// <summary>A call that is answered with images: as a picture where there are options for one, else as numbers.</summary>
    private static Call ImageCall<T>(string route, T request, JsonTypeInfo<T> type, string? model, ImageLabels? label, PictureOptions? picture)
    {
        var path = PathQuery.Of(route).With("model", model).With("label", label?.ToString())
            .With("layout", picture?.Layout?.ToString().ToLowerInvariant()).With("columns", picture?.Columns)
            .With("scale", picture?.Scale).With("quality", picture?.Quality).With("delayMs", picture?.DelayMilliseconds);
        return Call.Post(path.ToString(), request, type, picture is null ? Octets : MediaTypeOf(picture.Format));
    }
}
