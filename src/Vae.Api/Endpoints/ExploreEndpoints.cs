using Microsoft.OpenApi;
using Vae.Api.Contracts;
using Vae.Api.Errors;
using Vae.Api.Formats;
using Vae.Api.Inference;
using Vae.Api.OpenApi;
using Vae.Api.Requests;
using Vae.Api.Security;
using Vae.Catalog.Keys;
using Vae.Core.Latents;

namespace Vae.Api.Endpoints;

/// <summary>Regular sets of latents: <c>/traverse</c> and <c>/manifold</c>.</summary>
internal static class ExploreEndpoints
{
    private const int MaxSide = 64;
    private const int DefaultSteps = 9;
    private const double DefaultRange = 3;
    private const int DefaultSide = 15;
    private const double DefaultMargin = 0.05;
    private const double LeastMargin = 1e-6;

    public static void MapExplore(this IEndpointRouteBuilder routes)
    {
        routes = routes.MapGroup("").RequireScope(KeyScopes.Infer);
        routes.MapPost("/traverse", TraverseAsync)
            .Says("traverse", "Walk along dimensions", "Images of a base latent with one dimension moved from -range to range, a row for each dimension. As GIF: an animation.")
            .WithTags("Inference").TakesModel().TakesLabel().WithImageBody()
            .TakesJson<TraverseRequest>("""{"dimensions": [0, 1], "range": 3, "steps": 9}""")
            .GivesImages<TraverseResponse>();
        routes.MapGet("/traverse", TraverseQueryAsync)
            .Says("traverseQuery", "Walk along dimensions", "As POST, for an address that can be linked to.")
            .WithTags("Inference").TakesModel().TakesLabel()
            .Takes("z", JsonSchemaType.String, "The base: numbers with commas between. Default: the origin.")
            .Takes("dimensions", JsonSchemaType.String, "Dimensions from 0 with commas between, or all. Default: 0.", "0,1")
            .Takes("range", JsonSchemaType.Number, "Greatest offset from the base, above 0. Default: 3.", DefaultRange)
            .Takes("steps", JsonSchemaType.Integer, "Images a dimension, 2 to 64. Default: 9.", DefaultSteps)
            .GivesImages<TraverseResponse>();
        routes.MapPost("/manifold", ManifoldAsync)
            .Says("manifold", "Look at a plane", "Images over two dimensions at evenly spaced probabilities of the prior; x rises to the right, y upwards.")
            .WithTags("Inference").TakesModel().TakesLabel().WithImageBody()
            .TakesJson<ManifoldRequest>("""{"dimensions": [0, 1], "rows": 15, "columns": 15, "margin": 0.05}""")
            .GivesImages<ManifoldResponse>();
        routes.MapGet("/manifold", ManifoldQueryAsync)
            .Says("manifoldQuery", "Look at a plane", "As POST, for an address that can be linked to.")
            .WithTags("Inference").TakesModel().TakesLabel()
            .Takes("z", JsonSchemaType.String, "Values of the dimensions that stay: numbers with commas between, one for each dimension. Default: the origin.")
            .Takes("dimensions", JsonSchemaType.String, "Two dimensions from 0, across and up. Default: 0,1.", "0,1")
            .Takes("rows", JsonSchemaType.Integer, "1 to 64. Default: 15.", DefaultSide)
            .Takes("columns", JsonSchemaType.Integer, "1 to 64. Default: 15.", DefaultSide)
            .Takes("margin", JsonSchemaType.Number, "Probability that is left out at each end, 0.000001 to 0.5. Default: 0.05.", DefaultMargin)
            .GivesImages<ManifoldResponse>(columns: false);
    }

    private static async Task<IResult> TraverseAsync(HttpContext http, InferenceRequest inference, CancellationToken cancellation)
    {
        var form = ImageForm.Read(http.Request, MediaTypes.Images);
        using var model = await inference.LeaseAsync(http, cancellation);
        using var body = await StrictJson.ReadAsync(http.Request, BodyReader.ImageLimit, cancellation);
        var root = body.RootElement;
        StrictJson.RequireObject(root, "body", "base", "dimensions", "range", "steps");
        var latentDim = model.Version.LatentDim;
        var dimensions = Dimensions.Read(root, "dimensions", latentDim) ?? [0];
        var range = Numbers.Value(root, "range", float.Epsilon, inference.Magnitude, Math.Min(DefaultRange, inference.Magnitude));
        var steps = Numbers.Count(root, "steps", 2, MaxSide, DefaultSteps);
        form = Fit(form, model, dimensions.Length, steps, form.Columns ?? steps);
        var origin = await inference.PointAsync(http, root, "base", model, cancellation) ?? new float[latentDim];
        return await WalkAsync(http, inference, model, form, new(origin, dimensions, range, steps), cancellation);
    }

    private static async Task<IResult> TraverseQueryAsync(HttpContext http, InferenceRequest inference, CancellationToken cancellation)
    {
        var form = ImageForm.Read(http.Request, MediaTypes.Images);
        using var model = await inference.LeaseAsync(http, cancellation);
        var dimensions = Dimensions.Read(Query.Text(http.Request, "dimensions"), model.Version.LatentDim) ?? [0];
        var range = Numbers.Value(Query.Text(http.Request, "range"), "range", float.Epsilon, inference.Magnitude, Math.Min(DefaultRange, inference.Magnitude));
        var steps = Numbers.Count(Query.Text(http.Request, "steps"), "steps", 2, MaxSide, DefaultSteps);
        form = Fit(form, model, dimensions.Length, steps, form.Columns ?? steps);
        return await WalkAsync(http, inference, model, form, new(Origin(http, inference, model), dimensions, range, steps), cancellation);
    }

    private static async Task<IResult> WalkAsync(
        HttpContext http, InferenceRequest inference, ModelLease model, ImageForm form, Walk walk, CancellationToken cancellation)
    {
        var offsets = LatentGrids.Offsets(walk.Range, walk.Steps);
        var z = LatentGrids.Traverse(walk.Origin, walk.Dimensions, offsets);
        RequireMagnitude(z, model.Version.LatentDim, inference.Magnitude);
        return await inference.DecodeAsync(
            http, form, model, new(z, z.Length / model.Version.LatentDim),
            urls => new TraverseResponse(model.Version.Ref, walk.Dimensions, offsets, walk.Origin, urls), cancellation);
    }

    private static async Task<IResult> ManifoldAsync(HttpContext http, InferenceRequest inference, CancellationToken cancellation)
    {
        var form = ImageForm.Read(http.Request, MediaTypes.Images);
        using var model = await inference.LeaseAsync(http, cancellation);
        using var body = await StrictJson.ReadAsync(http.Request, BodyReader.ImageLimit, cancellation);
        var root = body.RootElement;
        StrictJson.RequireObject(root, "body", "base", "dimensions", "rows", "columns", "margin");
        var dimensions = Dimensions.RequirePair(Dimensions.Read(root, "dimensions", model.Version.LatentDim), model.Version.LatentDim);
        var rows = Numbers.Count(root, "rows", 1, MaxSide, DefaultSide);
        var columns = Numbers.Count(root, "columns", 1, MaxSide, form.Columns ?? DefaultSide);
        var margin = Numbers.Value(root, "margin", LeastMargin, 0.5, DefaultMargin);
        form = Fit(form, model, rows, columns, columns);
        var origin = await inference.PointAsync(http, root, "base", model, cancellation) ?? new float[model.Version.LatentDim];
        return await SpanAsync(http, inference, model, form, new(origin, dimensions, rows, columns, margin), cancellation);
    }

    private static async Task<IResult> ManifoldQueryAsync(HttpContext http, InferenceRequest inference, CancellationToken cancellation)
    {
        var form = ImageForm.Read(http.Request, MediaTypes.Images);
        using var model = await inference.LeaseAsync(http, cancellation);
        var dimensions = Dimensions.RequirePair(
            Dimensions.Read(Query.Text(http.Request, "dimensions"), model.Version.LatentDim), model.Version.LatentDim);
        var rows = Numbers.Count(Query.Text(http.Request, "rows"), "rows", 1, MaxSide, DefaultSide);
        var columns = form.Columns ?? DefaultSide;
        var margin = Numbers.Value(Query.Text(http.Request, "margin"), "margin", LeastMargin, 0.5, DefaultMargin);
        form = Fit(form, model, rows, columns, columns);
        return await SpanAsync(
            http, inference, model, form, new(Origin(http, inference, model), dimensions, rows, columns, margin), cancellation);
    }

    private static async Task<IResult> SpanAsync(
        HttpContext http, InferenceRequest inference, ModelLease model, ImageForm form, Plane plane, CancellationToken cancellation)
    {
        var x = NormalQuantile.Axis(plane.Columns, plane.Margin);
        var y = NormalQuantile.Axis(plane.Rows, plane.Margin);
        Array.Reverse(y);
        var z = LatentGrids.Plane(plane.Origin, new(plane.Dimensions[0], x), new(plane.Dimensions[1], y));
        RequireMagnitude(z, model.Version.LatentDim, inference.Magnitude);
        return await inference.DecodeAsync(
            http, form, model, new(z, z.Length / model.Version.LatentDim),
            urls => new ManifoldResponse(model.Version.Ref, plane.Dimensions, x, y, plane.Origin, urls), cancellation);
    }

    private static float[] Origin(HttpContext http, InferenceRequest inference, ModelLease model) =>
        Query.Text(http.Request, "z") is { } text
            ? LatentReader.Vector(text, model.Version.LatentDim, inference.Magnitude)
            : new float[model.Version.LatentDim];

    /// <summary>The form with its pictures laid out as the latents are; refuses what is too much before a base image is read.</summary>
    private static ImageForm Fit(ImageForm form, ModelLease model, int rows, int each, int columns)
    {
        var count = (long)rows * each;
        if (count > TensorReader.MaxLatents)
            throw Problems.OutputTooLarge("images", TensorReader.MaxLatents, count).AsException();
        form = form with { Columns = columns };
        form.RequireFits((int)count, model.Version.Input);
        return form;
    }

    /// <summary>A base within bounds may be moved out of them.</summary>
    private static void RequireMagnitude(float[] z, int latentDim, float magnitude)
    {
        var index = z.AsSpan().IndexOfAnyExceptInRange(-magnitude, magnitude);
        if (index >= 0)
            throw InputProblems.OutOfRange(index % latentDim, index / latentDim, magnitude).AsException();
    }

    private sealed record Walk(float[] Origin, int[] Dimensions, double Range, int Steps);

    private sealed record Plane(float[] Origin, int[] Dimensions, int Rows, int Columns, double Margin);
}
