using System.Globalization;
using Microsoft.OpenApi;
using Vae.Api.Contracts;
using Vae.Api.Errors;
using Vae.Api.Formats;
using Vae.Api.Inference;
using Vae.Api.OpenApi;
using Vae.Api.Requests;
using Vae.Api.Security;
using Vae.Catalog.Datasets;
using Vae.Catalog.Keys;
using Vae.Core.Data;

namespace Vae.Api.Endpoints;

/// <summary><c>/datasets</c>: list, show, look at an image.</summary>
internal static class DatasetEndpoints
{
    public static void MapDatasets(this IEndpointRouteBuilder routes)
    {
        var datasets = routes.MapGroup("/datasets").WithTags("Datasets").RequireScope(KeyScopes.Dataset);
        datasets.MapGet("", ListAsync)
            .Says("listDatasets", "List datasets", "Built-in ones and those in the datasets folder, by name.")
            .Gives<DatasetListResponse>([MediaTypes.Json]);
        datasets.MapGet("/{name}", ShowAsync)
            .Says("showDataset", "Show a dataset", "Size of its images and of its splits, and what its pixels are: the first time, it is read for that.")
            .Gives<DatasetResponse>([MediaTypes.Json]);
        datasets.MapGet("/{name}/items/{n}", ItemAsync)
            .Says("showItem", "Show an image of a dataset", "The image, with its label in the header X-Label or, as JSON, beside it.")
            .Takes("split", JsonSchemaType.String, "train (default) or test.", "train")
            .TakesScale()
            .WithMetadata(new AnswerHeaderDoc("X-Label", "The image's label, where the dataset has labels."))
            .Gives<DatasetItemResponse>(MediaTypes.Item);
    }

    private static async Task<IResult> ListAsync(DatasetStore store, CancellationToken cancellation) =>
        Results.Json(new DatasetListResponse([.. (await store.ListAsync(cancellation)).Select(dataset => DatasetResponse.From(dataset))]), ApiJson.Options);

    private static async Task<IResult> ShowAsync(string name, DatasetStore store, CancellationToken cancellation)
    {
        var profile = await store.ProfileAsync(name, cancellation);
        // After the profile: by then the contents are hashed.
        return Results.Json(DatasetResponse.From(await FindAsync(store, name, cancellation), profile), ApiJson.Options);
    }

    private static async Task<IResult> ItemAsync(
        HttpContext http, string name, string n, DatasetStore store, InferenceService inference, CancellationToken cancellation)
    {
        var form = ImageForm.Read(http.Request, MediaTypes.Item);
        var split = Query.Text(http.Request, "split") ?? "train";
        if (split is not ("train" or "test"))
            throw Problems.UnknownValue("split", ["train", "test"], split).AsException();

        var info = await FindAsync(store, name, cancellation);
        var count = split == "test" ? info.TestCount : info.TrainCount;
        if (!int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= count)
            throw Problems.ItemNotFound(count).AsException();

        form.RequireFits(1, info.Shape);
        var dataset = await store.LoadAsync(info.Name, cancellation);
        var set = split == "test" ? dataset.Test : dataset.Train;
        int? label = set.Labels is { } labels ? labels.Span[index] : null;
        if (label is { } digit)
            http.Response.Headers["X-Label"] = digit.ToString(CultureInfo.InvariantCulture);

        var image = Pixels(set, index);
        if (form.MediaType != MediaTypes.Json)
            return Results.Bytes(await inference.RunAsync(() => PictureEncoder.Picture(image, 1, set.Shape, form), cancellation), form.MediaType);
        var url = await inference.RunAsync(() => PictureEncoder.DataUrls(image, 1, set.Shape, form)[0], cancellation);
        return Results.Json(new DatasetItemResponse(info.Name, split, index, label, url), ApiJson.Options);
    }

    private static async Task<DatasetInfo> FindAsync(DatasetStore store, string name, CancellationToken cancellation) =>
        await store.FindAsync(name, cancellation) ?? throw Problems.DatasetNotFound().AsException();

    private static float[] Pixels(ImageSet set, int index)
    {
        var bytes = set.Pixels.Span.Slice(index * set.Shape.Pixels, set.Shape.Pixels);
        var pixels = new float[bytes.Length];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = bytes[i] / 255f;
        return pixels;
    }
}
