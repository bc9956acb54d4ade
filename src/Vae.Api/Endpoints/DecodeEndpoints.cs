using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.OpenApi;
using Vae.Api.Caching;
using Vae.Api.Contracts;
using Vae.Api.Errors;
using Vae.Api.Formats;
using Vae.Api.OpenApi;
using Vae.Api.Requests;
using Vae.Api.Security;
using Vae.Catalog.Keys;
using Vae.Core.Latents;

namespace Vae.Api.Endpoints;

/// <summary>Latents in: <c>/decode</c>, <c>/sample</c> and <c>/interpolate</c>.</summary>
internal static class DecodeEndpoints
{
    private const int MaxImages = SampleInput.MaxCount;
    private const int DefaultSteps = 8;
    private const string Linear = "linear";
    private const string Slerp = "slerp";
    private const string PathMember = "method";

    public static void MapDecode(this IEndpointRouteBuilder routes)
    {
        routes = routes.MapGroup("").RequireScope(KeyScopes.Infer);
        routes.MapPost("/decode", DecodeAsync)
            .Says("decode", "Decode latent vectors", "The image of each latent vector; several make one grid unless the answer's form keeps them apart.")
            .WithTags("Inference").WithBodyLimit(TensorReader.Limit).TakesModel().TakesLabels()
            .TakesJson<DecodeRequest>("""{"z": [[0, 0], [1, -1]]}""").TakesTensor("Latent vectors, [D] or [N, D] float32, up to 4096.")
            .GivesImages<DecodeResponse>();
        routes.MapGet("/decode", DecodeQueryAsync)
            .Says("decodeQuery", "Decode one latent vector", "As POST, for an address that can be linked to.")
            .WithTags("Inference").TakesModel().TakesLabels()
            .Takes("z", JsonSchemaType.String, "The vector: numbers with commas between.", "0.5,-1")
            .GivesImages<DecodeResponse>();
        routes.MapPost("/sample", SampleAsync)
            .Says("sample", "Sample images", "Decodes draws from the prior. The seed in X-Seed gives the same images again.")
            .WithTags("Inference").TakesModel().TakesLabels()
            .TakesJson<SampleRequest>("""{"count": 16, "seed": 1, "temperature": 1}""")
            .WithMetadata(new AnswerHeaderDoc(InferenceRequest.SeedHeader, "The seed that was used."))
            .GivesImages<SampleResponse>();
        routes.MapGet("/sample", SampleQueryAsync)
            .Says("sampleQuery", "Sample images", "As POST, for an address that can be linked to.")
            .WithTags("Inference").TakesModel().TakesLabels()
            .Takes("count", JsonSchemaType.Integer, $"Images, 1 to {MaxImages}. Default: {SampleInput.DefaultCount}.", SampleInput.DefaultCount)
            .Takes("seed", JsonSchemaType.Integer, "Seed, 0 and up. Default: the server picks one.", 1)
            .Takes("temperature", JsonSchemaType.Number, "Factor on the prior's standard deviation, 0 to 10; not used where the latent space is a sphere. Default: 1.", 1)
            .WithMetadata(new AnswerHeaderDoc(InferenceRequest.SeedHeader, "The seed that was used."))
            .GivesImages<SampleResponse>();
        routes.MapPost("/interpolate", InterpolateAsync)
            .Says("interpolate", "Interpolate", "Images on a path between two latents, or two images' posterior means; both ends included.")
            .WithTags("Inference").TakesModel().TakesLabel().WithImageBody()
            .TakesJson<InterpolateRequest>("""{"from": {"z": [-2, 0]}, "to": {"z": [2, 0]}, "steps": 8, "method": "slerp"}""")
            .GivesImages<InterpolateResponse>();
    }

    private static async Task<IResult> DecodeAsync(HttpContext http, InferenceRequest inference, CancellationToken cancellation)
    {
        var form = ImageForm.Read(http.Request, MediaTypes.Images);
        using var model = await inference.LeaseAsync(http, cancellation, labelEach: true);
        using var latents = await inference.ReadLatentsAsync(http, model, cancellation);
        return await inference.DecodeAsync(http, form, model, latents, urls => new DecodeResponse(model.Ref, urls), null, cancellation);
    }

    private static async Task<IResult> DecodeQueryAsync(HttpContext http, InferenceRequest inference, CancellationToken cancellation)
    {
        var form = ImageForm.Read(http.Request, MediaTypes.Images);
        using var model = await inference.LeaseAsync(http, cancellation, labelEach: true);
        var text = Query.Text(http.Request, "z") ?? throw Problems.MalformedQuery("'z' is missing: z=0.5,-1.").AsException();
        var z = LatentReader.Vector(text, model.Version.LatentDim, inference.Magnitude);
        form.RequireFits(1, model.Version.Input);
        var tag = InferenceRequest.MarkCacheable(http, model, $"decode {form}", MemoryMarshal.AsBytes<float>(z));
        if (inference.TryAnswer(http, tag) is { } known)
            return await known;
        return await inference.DecodeAsync(
            http, form, model, new InputRows(z, 1, null), urls => new DecodeResponse(model.Ref, urls), tag, cancellation);
    }

    private static async Task<IResult> SampleAsync(HttpContext http, InferenceRequest inference, CancellationToken cancellation)
    {
        StrictJson.RequireJson(http.Request);
        SampleInput input;
        using (var body = await BodyReader.ReadPooledAsync(http.Request, BodyReader.JsonLimit, cancellation))
            input = SampleBodyReader.Read(body.Memory);
        return await DrawAsync(http, inference, input, isCacheable: false, cancellation);
    }

    private static Task<IResult> SampleQueryAsync(HttpContext http, InferenceRequest inference, CancellationToken cancellation)
    {
        var input = new SampleInput(
            Numbers.Count(Query.Text(http.Request, "count"), "count", 1, MaxImages, SampleInput.DefaultCount),
            Numbers.Seed(Query.Text(http.Request, "seed")),
            Numbers.Value(Query.Text(http.Request, "temperature"), "temperature", 0, SampleInput.MaxTemperature, 1));
        // Without a seed each answer is another.
        return DrawAsync(http, inference, input, isCacheable: input.Seed is not null, cancellation);
    }

    private static async Task<IResult> DrawAsync(
        HttpContext http, InferenceRequest inference, SampleInput input, bool isCacheable, CancellationToken cancellation)
    {
        var form = ImageForm.Read(http.Request, MediaTypes.Images);
        using var model = await inference.LeaseAsync(http, cancellation, labelEach: true);
        var (count, dimensions) = (input.Count, model.Version.LatentDim);
        form.RequireFits(count, model.Version.Input);
        var seed = InferenceRequest.UseSeed(http, input.Seed);
        EntityTag? tag = null;
        if (isCacheable)
        {
            tag = InferenceRequest.MarkCacheable(http, model, $"sample {form}", Bytes(count, seed, input.Temperature));
            if (inference.TryAnswer(http, tag.Value) is { } known)
                return await known;
        }
        using var z = new Pooled<float>(checked(count * dimensions));
        model.Snapshot.Space.SamplePrior(count, seed, input.Temperature, z.Span);
        return await inference.DecodeAsync(
            http, form, model, new InputRows(z.Memory, count, null),
            urls => new SampleResponse(model.Ref, seed, urls, InferenceRequest.Rows(z.Span.ToArray(), count)), tag, cancellation);
    }

    private static byte[] Bytes(int count, long seed, double temperature)
    {
        var bytes = new byte[sizeof(int) + sizeof(long) + sizeof(double)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, count);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(sizeof(int)), seed);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(sizeof(int) + sizeof(long)), temperature);
        return bytes;
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

        var from = await inference.PointAsync(http, root, "from", model, cancellation) ?? throw Missing("from");
        var to = await inference.PointAsync(http, root, "to", model, cancellation) ?? throw Missing("to");
        var z = method == Slerp ? LatentOperations.Slerp(from, to, steps) : LatentOperations.Linear(from, to, steps);
        return await inference.DecodeAsync(
            http, form, model, new(z, steps),
            urls => new InterpolateResponse(model.Ref, method, urls, InferenceRequest.Rows(z, steps)), cancellation);
    }

    private static ProblemException Missing(string name) => Problems.MalformedJson($"'{name}' is missing.").AsException();
}
