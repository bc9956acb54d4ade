using System.Net;
using System.Text.Json.Serialization.Metadata;
using Vae.Client.Transport;

namespace Vae.Client;

public sealed partial class VaeClient
{
    private static readonly TimeSpan ComputingPause = TimeSpan.FromSeconds(2);

    /// <summary>Images along dimensions of latent space, a row for each, as numbers.</summary>
    /// <param name="request">Where to look.</param>
    /// <param name="model">The model. Default: the newest.</param>
    /// <param name="label">The images' class, from 0, for a model that is told classes. Default: none is told.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public Task<ImageTensor> TraverseAsync(TraverseRequest? request = null, string? model = null, int? label = null, CancellationToken cancellation = default) =>
        TensorAsync(ImageCall("traverse", request ?? new(), VaeJson.Default.TraverseRequest, model, label, null), cancellation);

    /// <summary>Images along dimensions of latent space, a row for each, as one picture.</summary>
    /// <param name="request">Where to look.</param>
    /// <param name="model">The model. Default: the newest.</param>
    /// <param name="picture">The picture's form. Default: PNG.</param>
    /// <param name="label">The images' class, from 0, for a model that is told classes. Default: none is told.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public Task<Picture> TraversePictureAsync(
        TraverseRequest? request = null, string? model = null, PictureOptions? picture = null, int? label = null, CancellationToken cancellation = default) =>
        PictureAsync(ImageCall("traverse", request ?? new(), VaeJson.Default.TraverseRequest, model, label, picture ?? new()), cancellation);

    /// <summary>Images over a plane of latent space, as numbers.</summary>
    /// <param name="request">Where to look.</param>
    /// <param name="model">The model. Default: the newest.</param>
    /// <param name="label">The images' class, from 0, for a model that is told classes. Default: none is told.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public Task<ImageTensor> ManifoldAsync(ManifoldRequest? request = null, string? model = null, int? label = null, CancellationToken cancellation = default) =>
        TensorAsync(ImageCall("manifold", request ?? new(), VaeJson.Default.ManifoldRequest, model, label, null), cancellation);

    /// <summary>Images over a plane of latent space, as one picture.</summary>
    /// <param name="request">Where to look.</param>
    /// <param name="model">The model. Default: the newest.</param>
    /// <param name="picture">The picture's form. Default: PNG.</param>
    /// <param name="label">The images' class, from 0, for a model that is told classes. Default: none is told.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public Task<Picture> ManifoldPictureAsync(
        ManifoldRequest? request = null, string? model = null, PictureOptions? picture = null, int? label = null, CancellationToken cancellation = default) =>
        PictureAsync(ImageCall("manifold", request ?? new(), VaeJson.Default.ManifoldRequest, model, label, picture ?? new()), cancellation);

    /// <summary>Positions of a dataset's images in a version's latent space. The first call for a version waits while the server computes them.</summary>
    /// <param name="model">A reference. Default: the newest.</param>
    /// <param name="dataset">A dataset with images of the model's size. Default: the one that trained the version.</param>
    /// <param name="split"><c>train</c> or <c>test</c>.</param>
    /// <param name="limit">At most so many images, evenly spaced over the split. Default: all.</param>
    /// <param name="cancellation">Ends the wait; the server goes on.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public Task<LatentMap> GetMapAsync(
        string model = "latest", string? dataset = null, string split = "train", int? limit = null, CancellationToken cancellation = default) =>
        ComputedAsync(
            Call.Get(PathQuery.Of("models", model, "map").With("dataset", dataset).With("split", split).With("limit", limit).ToString()),
            VaeJson.Default.LatentMap, cancellation);

    /// <summary>The images of a dataset that are like one of them. The first call for a version waits as <see cref="GetMapAsync"/> does.</summary>
    /// <param name="item">The image's number within the split, from 0.</param>
    /// <param name="model">A reference. Default: the newest.</param>
    /// <param name="dataset">A dataset. Default: the one that trained the version.</param>
    /// <param name="split"><c>train</c> or <c>test</c>.</param>
    /// <param name="k">Neighbours, 1 to 100. Default: 10.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public Task<Neighborhood> GetNeighborsAsync(
        int item, string model = "latest", string? dataset = null, string split = "train", int? k = null, CancellationToken cancellation = default) =>
        ComputedAsync(
            Call.Get(PathQuery.Of("models", model, "neighbors").With("item", item).With("dataset", dataset).With("split", split).With("k", k).ToString()),
            VaeJson.Default.Neighborhood, cancellation);

    /// <summary>The images of a dataset that are nearest to a point. The first call for a version waits as <see cref="GetMapAsync"/> does.</summary>
    /// <param name="request">The point, and what to search.</param>
    /// <param name="model">A reference. Default: the newest.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="VaeProblemException">The server refused.</exception>
    public Task<Neighborhood> FindNeighborsAsync(NeighborsRequest request, string model = "latest", CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ComputedAsync(
            Call.Post(PathQuery.Of("models", model, "neighbors").ToString(), request, VaeJson.Default.NeighborsRequest), VaeJson.Default.Neighborhood, cancellation);
    }

    /// <summary>The answer, asked for again as long as the server says that it is still computing it.</summary>
    private async Task<T> ComputedAsync<T>(Call call, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        while (true)
        {
            TimeSpan wait;
            using (var response = await sender.SendAsync(call, cancellation).ConfigureAwait(false))
            {
                if (response.StatusCode != HttpStatusCode.Accepted)
                    return await JsonAsync(response, type, cancellation).ConfigureAwait(false);
                wait = response.Headers.RetryAfter?.Delta ?? ComputingPause;
            }
            await Task.Delay(wait < sender.Options.MaxRetryWait ? wait : sender.Options.MaxRetryWait, sender.Options.Time, cancellation).ConfigureAwait(false);
        }
    }
}
