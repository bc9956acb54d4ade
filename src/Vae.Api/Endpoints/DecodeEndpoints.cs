using Microsoft.OpenApi;
using Vae.Api.Contracts;
using Vae.Api.Errors;
using Vae.Api.Formats;
using Vae.Api.OpenApi;
using Vae.Api.Requests;
using Vae.Core.Latents;

namespace Vae.Api.Endpoints;

/// <summary>Latents in: <c>/decode</c>, <c>/sample</c> and <c>/interpolate</c>.</summary>
internal static class DecodeEndpoints
{
    private const int MaxImages = LatentReader.MaxVectors;
    private const int DefaultCount = 16;
    private const int DefaultSteps = 8;
    private const double MaxTemperature = 10;
    private const string Linear = "linear";
    private const string Slerp = "slerp";
    private const string PathMember = "method";

    public static void MapDecode(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/decode", DecodeAsync)
            .Says("decode", "Decode latent vectors", "The image of each latent vector; several make one grid unless the answer's form keeps them apart.")
            .WithTags("Inference").WithBodyLimit(TensorReader.Limit).TakesModel()
            .TakesJson<DecodeRequest>("""{"z": [[0, 0], [1, -1]]}""").TakesTensor("Latent vectors, [D] or [N, D] float32, up to 4096.")
            .GivesImages<DecodeResponse>();
        routes.MapGet("/decode", DecodeQueryAsync)
            .Says("decodeQuery", "Decode one latent vector", "As POST, for an address that can be linked to.")
            .WithTags("Inference").TakesModel()
            .Takes("z", JsonSchemaType.String, "The vector: numbers with commas between.", "0.5,-1")
            .GivesImages<DecodeResponse>();
        routes.MapPost("/sample", SampleAsync)
            .Says("sample", "Sample images", "Decodes draws from the prior. The seed in X-Seed gives the same images again.")
            .WithTags("Inference").TakesModel()
            .TakesJson<SampleRequest>("""{"count": 16, "seed": 1, "temperature": 1}""")
            .WithMetadata(new AnswerHeaderDoc(InferenceRequest.SeedHeader, "The seed that was used."))
            .GivesImages<SampleResponse>();
        routes.MapGet("/sample", SampleQueryAsync)
            .Says("sampleQuery", "Sample images", "As POST, for an address that can be linked to.")
            .WithTags("Inference").TakesModel()
            .Takes("count", JsonSchemaType.Integer, $"Images, 1 to {MaxImages}. Default: {DefaultCount}.", DefaultCount)
            .Takes("seed", JsonSchemaType.Integer, "Seed, 0 and up. Default: the server picks one.", 1)
            .Takes("temperature", JsonSchemaType.Number, "Factor on the prior's standard deviation, 0 to 10. Default: 1.", 1)
            .WithMetadata(new AnswerHeaderDoc(InferenceRequest.SeedHeader, "The seed that was used."))
            .GivesImages<SampleResponse>();
        routes.MapPost("/interpolate", InterpolateAsync)
            .Says("interpolate", "Interpolate", "Images on a path between two latents, or two images' posterior means; both ends included.")
            .WithTags("Inference").TakesModel().WithImageBody()
            .TakesJson<InterpolateRequest>("""{"from": {"z": [-2, 0]}, "to": {"z": [2, 0]}, "steps": 8, "method": "slerp"}""")
            .GivesImages<InterpolateResponse>();
    }

    private static async Task<IResult> DecodeAsync(HttpContext http, InferenceRequest inference, CancellationToken cancellation)
    {
        var form = ImageForm.Read(http.Request, MediaTypes.Images);
        using var model = await inference.LeaseAsync(http, cancellation);
        var latents = await LatentBody.ReadAsync(http.Request, model.Version.LatentDim, inference.Magnitude, cancellation);
        return await inference.DecodeAsync(http, form, model, latents, urls => new DecodeResponse(model.Version.Ref, urls), cancellation);
    }

    private static async Task<IResult> DecodeQueryAsync(HttpContext http, InferenceRequest inference, CancellationToken cancellation)
    {
        var form = ImageForm.Read(http.Request, MediaTypes.Images);
        using var model = await inference.LeaseAsync(http, cancellation);
        var z = Query.Text(http.Request, "z") ?? throw Problems.MalformedQuery("'z' is missing: z=0.5,-1.").AsException();
        var latents = new LatentBatch(LatentReader.Vector(z, model.Version.LatentDim, inference.Magnitude), 1);
        return await inference.DecodeAsync(http, form, model, latents, urls => new DecodeResponse(model.Version.Ref, urls), cancellation);
    }

    private static async Task<IResult> SampleAsync(HttpContext http, InferenceRequest inference, CancellationToken cancellation)
    {
        using var body = await StrictJson.ReadAsync(http.Request, BodyReader.JsonLimit, cancellation);
        var root = body.RootElement;
        StrictJson.RequireObject(root, "body", "count", "seed", "temperature");
        return await DrawAsync(
            http, inference,
            Numbers.Count(root, "count", 1, MaxImages, DefaultCount),
            Numbers.Seed(root, "seed"),
            Numbers.Value(root, "temperature", 0, MaxTemperature, 1),
            cancellation);
    }

    private static Task<IResult> SampleQueryAsync(HttpContext http, InferenceRequest inference, CancellationToken cancellation) => DrawAsync(
        http, inference,
        Numbers.Count(Query.Text(http.Request, "count"), "count", 1, MaxImages, DefaultCount),
        Numbers.Seed(Query.Text(http.Request, "seed")),
        Numbers.Value(Query.Text(http.Request, "temperature"), "temperature", 0, MaxTemperature, 1),
        cancellation);

    private static async Task<IResult> DrawAsync(
        HttpContext http, InferenceRequest inference, int count, long? given, double temperature, CancellationToken cancellation)
    {
        var form = ImageForm.Read(http.Request, MediaTypes.Images);
        using var model = await inference.LeaseAsync(http, cancellation);
        var seed = InferenceRequest.UseSeed(http, given);
        var z = LatentOperations.SamplePrior(count, model.Version.LatentDim, seed, temperature);
        return await inference.DecodeAsync(
            http, form, model, new(z, count),
            urls => new SampleResponse(model.Version.Ref, seed, urls, InferenceRequest.Rows(z, count)), cancellation);
    }

    private static async Task<IResult> InterpolateAsync(HttpContext http, InferenceRequest inference, CancellationToken cancellation)
    {
        var form = ImageForm.Read(http.Request, MediaTypes.Images);
        using var model = await inference.LeaseAsync(http, cancellation);
        using var body = await StrictJson.ReadAsync(http.Request, BodyReader.ImageLimit, cancellation);
        var root = body.RootElement;
        StrictJson.RequireObject(root, "body", "from", "to", "steps", PathMember);
        var steps = Numbers.Count(root, "steps", 2, MaxImages, DefaultSteps);
        var method = StrictJson.String(root, PathMember) ?? Linear;
        if (method is not (Linear or Slerp))
            throw Problems.UnknownValue(PathMember, [Linear, Slerp], method).AsException();

        var from = await inference.PointAsync(root, "from", model, cancellation) ?? throw Missing("from");
        var to = await inference.PointAsync(root, "to", model, cancellation) ?? throw Missing("to");
        var z = method == Slerp ? LatentOperations.Slerp(from, to, steps) : LatentOperations.Linear(from, to, steps);
        return await inference.DecodeAsync(
            http, form, model, new(z, steps),
            urls => new InterpolateResponse(model.Version.Ref, method, urls, InferenceRequest.Rows(z, steps)), cancellation);
    }

    private static ProblemException Missing(string name) => Problems.MalformedJson($"'{name}' is missing.").AsException();
}
