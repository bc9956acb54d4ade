using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.OpenApi;
using Vae.Api.Contracts;
using Vae.Api.Errors;
using Vae.Api.Formats;
using Vae.Api.Inference;
using Vae.Api.Maps;
using Vae.Api.OpenApi;
using Vae.Api.Requests;
using Vae.Api.Security;
using Vae.Catalog.Datasets;
using Vae.Catalog.Keys;
using Vae.Core.Latents;

namespace Vae.Api.Endpoints;

/// <summary><c>/models/{ref}/map</c> and <c>/models/{ref}/neighbors</c>: a dataset seen through a version.</summary>
internal static class MapEndpoints
{
    private const int MaxNeighbors = 100;
    private const int DefaultNeighbors = 10;
    private const string Train = "train";
    private const string Test = "test";

    private const string Later = "While the means are being computed, which happens once, the answer after some seconds is 202 with the progress and Retry-After.";

    private static readonly TimeSpan ComeBack = TimeSpan.FromSeconds(2);

    public static void MapMaps(this IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/models").WithTags("Maps").RequireScope(KeyScopes.Infer);
        models.MapGet("/{reference}/map", MapAsync)
            .Says("map", "Map a dataset", $"Position of each image: its posterior mean where the latent space has one or two dimensions, else the mean along the two principal axes of all means. As a tensor: [N, 2]. {Later}")
            .TakesDataset()
            .Takes("limit", JsonSchemaType.Integer, "At most so many images, evenly spaced over the split. Default: all.", 1000)
            .Gives<MapProgressResponse>([MediaTypes.Json], StatusCodes.Status202Accepted)
            .Gives<MapResponse>(MediaTypes.Positions);
        models.MapGet("/{reference}/neighbors", NeighborsOfItemAsync)
            .Says("neighborsOfItem", "Find images like one of a dataset", $"The images of the split whose posterior means are nearest, itself left out. {Later}")
            .TakesDataset()
            .Takes("item", JsonSchemaType.Integer, "The image's number within the split, from 0.", 7)
            .Takes("k", JsonSchemaType.Integer, "Neighbours, 1 to 100. Default: 10.", DefaultNeighbors)
            .Gives<MapProgressResponse>([MediaTypes.Json], StatusCodes.Status202Accepted)
            .Gives<NeighborsResponse>([MediaTypes.Json]);
        models.MapPost("/{reference}/neighbors", NeighborsAsync)
            .Says("neighbors", "Find images near a point", $"The images of the split whose posterior means are nearest to a latent, an image or another item. {Later}")
            .WithImageBody()
            .TakesJson<NeighborsRequest>("""{"z": [0, 0], "k": 10}""")
            .Gives<MapProgressResponse>([MediaTypes.Json], StatusCodes.Status202Accepted)
            .Gives<NeighborsResponse>([MediaTypes.Json]);
    }

    private static RouteHandlerBuilder TakesDataset(this RouteHandlerBuilder endpoint) => endpoint
        .Takes("dataset", JsonSchemaType.String, "A dataset with images of the model's size; another than the version's own takes the scope dataset as well. Default: the one that trained the version.")
        .Takes("split", JsonSchemaType.String, "train (default) or test.", Train);

    private static async Task<IResult> MapAsync(
        HttpContext http, string reference, InferenceRequest inference, LatentMaps maps, DatasetStore datasets, CancellationToken cancellation)
    {
        var form = AcceptHeader.Choose(http.Request, MediaTypes.Positions);
        var limit = Numbers.Count(Query.Text(http.Request, "limit"), "limit", 1, int.MaxValue, int.MaxValue);
        using var model = await inference.LeaseAsync(http, Query.Model(reference), cancellation);
        var target = await TargetAsync(http, datasets, model, Query.Text(http.Request, "dataset"), Query.Text(http.Request, "split"), cancellation);
        var lookup = await maps.FindAsync(model.Version, target.Dataset, target.Split, cancellation);
        if (lookup.Map is not { } map)
            return Computing(http, lookup);

        var items = Spread(map.Count, limit);
        var (x, y) = (Pick(map.X, items), Pick(map.Y, items));
        if (form is MediaTypes.Npy or MediaTypes.Raw)
            return TensorResult.Of(http.Response, form, Pairs(x, y), items.Length, 2);
        if (form == MediaTypes.Csv)
            return Results.Text(Csv(map, items), MediaTypes.Csv, Encoding.UTF8);
        return Results.Json(
            new MapResponse
            {
                Model = model.Version.Ref,
                Dataset = target.Dataset.Name,
                Split = target.Split,
                Count = items.Length,
                Total = map.Count,
                Method = map.Method,
                LatentDim = map.LatentDim,
                ExplainedVariance = map.ExplainedVariance,
                X = x,
                Y = y,
                Labels = map.Labels is null ? null : Array.ConvertAll(items, item => map.LabelOf(item)!.Value),
                Items = items,
            },
            ApiJson.Options);
    }

    private static async Task<IResult> NeighborsOfItemAsync(
        HttpContext http, string reference, InferenceRequest inference, LatentMaps maps, DatasetStore datasets, CancellationToken cancellation)
    {
        AcceptHeader.Choose(http.Request, [MediaTypes.Json]);
        var k = Numbers.Count(Query.Text(http.Request, "k"), "k", 1, MaxNeighbors, DefaultNeighbors);
        using var model = await inference.LeaseAsync(http, Query.Model(reference), cancellation);
        var target = await TargetAsync(http, datasets, model, Query.Text(http.Request, "dataset"), Query.Text(http.Request, "split"), cancellation);
        var item = Query.Text(http.Request, "item") ?? throw Problems.MalformedQuery("'item' is missing: the number of an image, such as item=7.").AsException();
        var index = int.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < target.Count
            ? number
            : throw Problems.ItemNotFound(target.Count).AsException();
        return await FindAsync(http, inference, maps, model, target, new(null, index, k), cancellation);
    }

    private static async Task<IResult> NeighborsAsync(
        HttpContext http, string reference, InferenceRequest inference, LatentMaps maps, DatasetStore datasets, CancellationToken cancellation)
    {
        AcceptHeader.Choose(http.Request, [MediaTypes.Json]);
        using var model = await inference.LeaseAsync(http, Query.Model(reference), cancellation);
        using var body = await StrictJson.ReadAsync(http.Request, BodyReader.ImageLimit, cancellation);
        var root = body.RootElement;
        StrictJson.RequireObject(root, "body", "z", "image", "item", "dataset", "split", "k");
        var k = Numbers.Count(root, "k", 1, MaxNeighbors, DefaultNeighbors);
        var target = await TargetAsync(http, datasets, model, StrictJson.String(root, "dataset"), StrictJson.String(root, "split"), cancellation);
        var point = await PointAsync(root, inference, model, target, cancellation);
        return await FindAsync(http, inference, maps, model, target, point with { Count = k }, cancellation);
    }

    private static async Task<Wanted> PointAsync(JsonElement root, InferenceRequest inference, ModelLease model, Target target, CancellationToken cancellation)
    {
        var (z, image, item) = (StrictJson.Member(root, "z"), StrictJson.String(root, "image"), StrictJson.Member(root, "item"));
        if ((z is null ? 0 : 1) + (image is null ? 0 : 1) + (item is null ? 0 : 1) != 1)
            throw Problems.MalformedJson("The body must have exactly one of 'z', 'image' and 'item'.").AsException();
        if (z is { } vector)
            return new(LatentReader.Vector(vector, model.Version.LatentDim, inference.Magnitude, null), null, 0);
        if (item is { ValueKind: JsonValueKind.Number } number)
            return Numbers.TryWhole(number, out var index) && index >= 0 && index < target.Count
                ? new(null, (int)index, 0)
                : throw Problems.ItemNotFound(target.Count).AsException();
        return image is not null
            ? new(await inference.MeanAsync(image, model, null, cancellation), null, 0)
            : throw Problems.MalformedJson("'item' must be a number.").AsException();
    }

    private static async Task<IResult> FindAsync(
        HttpContext http, InferenceRequest inference, LatentMaps maps, ModelLease model, Target target, Wanted wanted, CancellationToken cancellation)
    {
        var lookup = await maps.FindAsync(model.Version, target.Dataset, target.Split, cancellation);
        if (lookup.Map is not { } map)
            return Computing(http, lookup);
        var z = wanted.Z ?? map.Means.AsSpan(wanted.Item!.Value * map.LatentDim, map.LatentDim).ToArray();
        var found = await inference.Service.RunAsync(() => NearestNeighbors.Find(map.Means, z, wanted.Count, wanted.Item), cancellation);
        var neighbors = found.Select(neighbor => new NeighborItem(
            neighbor.Index, neighbor.Distance, map.LabelOf(neighbor.Index),
            string.Create(CultureInfo.InvariantCulture, $"/datasets/{target.Dataset.Name}/items/{neighbor.Index}?split={target.Split}")));
        return Results.Json(new NeighborsResponse(model.Version.Ref, target.Dataset.Name, target.Split, z, [.. neighbors]), ApiJson.Options);
    }

    private static async Task<Target> TargetAsync(
        HttpContext http, DatasetStore datasets, ModelLease model, string? name, string? split, CancellationToken cancellation)
    {
        // Who may ask a version may see it on what it was trained with; other datasets are another matter, whether they exist or not.
        if (name is not null && name != model.Version.Dataset && !Caller.Of(http).Scopes.Allows(KeyScopes.Dataset))
            throw ApiKeyHandler.Lacks(http, KeyScopes.Dataset);
        if (split is not (null or Train or Test))
            throw Problems.UnknownValue("split", [Train, Test], split).AsException();
        var dataset = await datasets.FindAsync(name ?? model.Version.Dataset, cancellation) ?? throw Problems.DatasetNotFound().AsException();
        return new(dataset, split ?? Train);
    }

    private static IResult Computing(HttpContext http, MapLookup lookup)
    {
        http.Response.Headers.RetryAfter = ComeBack.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return Results.Json(new MapProgressResponse("computing", lookup.Done, lookup.Total), ApiJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>At most so many of the images, evenly spaced, the first among them.</summary>
    private static int[] Spread(int count, int limit)
    {
        var items = new int[Math.Min(count, limit)];
        for (var i = 0; i < items.Length; i++)
            items[i] = (int)((long)i * count / items.Length);
        return items;
    }

    private static float[] Pick(float[] values, int[] items) =>
        items.Length == values.Length ? values : Array.ConvertAll(items, item => values[item]);

    private static float[] Pairs(float[] x, float[] y)
    {
        var pairs = new float[x.Length * 2];
        for (var i = 0; i < x.Length; i++)
            (pairs[2 * i], pairs[2 * i + 1]) = (x[i], y[i]);
        return pairs;
    }

    private static string Csv(LatentMap map, int[] items)
    {
        var table = new StringBuilder("item,x,y,label\n");
        foreach (var item in items)
            table.Append(CultureInfo.InvariantCulture, $"{item},{map.X[item]},{map.Y[item]},{map.LabelOf(item)}\n");
        return table.ToString();
    }

    /// <summary>What is searched.</summary>
    private sealed record Target(DatasetInfo Dataset, string Split)
    {
        public int Count => Split == Test ? Dataset.TestCount : Dataset.TrainCount;
    }

    /// <summary>A point, given or by an item, and how many neighbours.</summary>
    private sealed record Wanted(float[]? Z, int? Item, int Count);
}
