using System.Globalization;
using System.Reflection;
using Microsoft.OpenApi;
using Vae.Api.Configuration;
using Vae.Api.Formats;
using Vae.Api.Health;
using Vae.Api.Inference;
using Vae.Api.OpenApi;
using Vae.Api.Requests;
using Vae.Api.Security;
using Vae.Catalog.Keys;

namespace Vae.Api.Endpoints.OpenInference;

/// <summary>The Open Inference Protocol, version 2, under <c>/v2</c>: what KServe's and Triton's clients speak.</summary>
internal static class OpenInferenceEndpoints
{
    private const string Platform = "vae_safetensors";
    private const string Example = """{"id": "1", "inputs": [{"name": "z", "shape": [1, 2], "datatype": "FP32", "data": [0.5, -1]}]}""";

    private static readonly ServerMetadataResponse Server = new(
        "vae", typeof(OpenInferenceEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion, ["binary_tensor_data"]);

    public static void MapOpenInference(this IEndpointRouteBuilder routes)
    {
        MapHealth(Group(routes));
        var v2 = Group(routes).RequireScope(KeyScopes.Infer);
        v2.MapGet("", () => Results.Json(Server, ApiJson.Options))
            .Says("oipServer", "Server metadata", "Name, version and extensions of the server.")
            .Gives<ServerMetadataResponse>([MediaTypes.Json]);
        MapModel(v2.MapGroup("/models/{model}"), "");
        MapModel(v2.MapGroup("/models/{model}/versions/{version}").WithMetadata(
            new ParameterDoc("version", JsonSchemaType.Integer, "The version's number.", 1, ParameterLocation.Path)), "Version");
    }

    private static RouteGroupBuilder Group(IEndpointRouteBuilder routes) =>
        routes.MapGroup(OpenInferenceProblems.Prefix).WithTags("Open Inference Protocol").WithMetadata(new FaultDoc(typeof(OpenInferenceError)));

    /// <summary>Open to everyone: a probe has no key.</summary>
    private static void MapHealth(RouteGroupBuilder v2)
    {
        v2.MapGet("/health/live", () => Results.Json(new ServerLiveResponse(true), ApiJson.Options))
            .Says("oipLive", "Server live", "Touches nothing.").AllowAnonymous()
            .Gives<ServerLiveResponse>([MediaTypes.Json]);
        v2.MapGet("/health/ready", Ready)
            .Says("oipReady", "Server ready", "As /readyz: 503 when the server cannot take requests.").AllowAnonymous()
            .Gives<ServerReadyResponse>([MediaTypes.Json])
            .Gives<ServerReadyResponse>([MediaTypes.Json], StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>With and without a version the routes are the same.</summary>
    private static void MapModel(RouteGroupBuilder models, string name)
    {
        models.MapGet("", DescribeAsync)
            .Says($"oipModel{name}", "Model metadata", "Inputs and outputs of '{name}.encoder' (images to posteriors) or '{name}.decoder' (latents to images). For {name} also 'latest' or '{name}:{alias}'.")
            .Gives<ModelMetadataResponse>([MediaTypes.Json]);
        models.MapGet("/ready", ModelReadyAsync)
            .Says($"oipModelReady{name}", "Model ready", "Whether the version is published and in good order; it is loaded by the first request for it. 404 when not.")
            .Gives<ModelReadyResponse>([MediaTypes.Json]);
        models.MapPost("/infer", InferAsync)
            .Says($"oipInfer{name}", "Infer", "FP32 tensors as JSON, flat or nested, or as bytes behind the JSON (binary tensor extension). An encoder takes x [N, C, H, W] in [0, 1] and gives mu and logvar [N, D]; a decoder takes z [N, D] and gives x [N, C, H, W]. A model that was trained with labels takes the class as the request's parameter label: a number, or a text with one for each image, with commas between.")
            .WithMetadata(new AnswerHeaderDoc(InferenceRequest.VersionHeader, "The version that answered, name@version."))
            .WithImageBody()
            .TakesJson<InferRequestBody>(Example)
            .Gives<InferResponseBody>([MediaTypes.Json, MediaTypes.Raw]);
    }

    private static IResult Ready(Readiness readiness)
    {
        var ready = readiness.Now().TakesRequests();
        return Results.Json(new ServerReadyResponse(true, ready), ApiJson.Options, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ModelReadyAsync(HttpContext http, string model, ServedModels served, CancellationToken cancellation)
    {
        var named = OpenInferenceModel.Parse(model, VersionOf(http));
        await served.FindAsync(named.Reference, cancellation);
        return Results.Json(new ModelReadyResponse(named.Name, true), ApiJson.Options);
    }

    private static async Task<IResult> DescribeAsync(HttpContext http, string model, ServedModels served, InferenceOptions options, CancellationToken cancellation)
    {
        var named = OpenInferenceModel.Parse(model, VersionOf(http));
        var version = await served.FindAsync(named.Reference, cancellation);
        var signature = ModelSignature.Of(named.Part, version, options.LatentMagnitude);
        IReadOnlyList<string>? versions = named.HasVersions
            ? [.. served.VersionsOf(version).Select(number => number.ToString(CultureInfo.InvariantCulture))]
            : null;
        http.Response.Headers[InferenceRequest.VersionHeader] = version.Ref;
        return Results.Json(
            new ModelMetadataResponse(named.Name, versions, Platform, [TensorMetadata.From(signature.Input)], [.. signature.Outputs.Select(TensorMetadata.From)]), ApiJson.Options);
    }

    private static async Task<IResult> InferAsync(
        HttpContext http, string model, InferenceHost host, InferenceService service, InferenceOptions options, CancellationToken cancellation)
    {
        var named = OpenInferenceModel.Parse(model, VersionOf(http));
        if (http.Request.Query.ContainsKey(Labels.Name))
            throw OpenInferenceProblems.Invalid("'label' is no part of the address here: name the class in the request's parameters, {\"parameters\": {\"label\": 7}}.").AsException();
        using var body = await InferBody.ReadAsync(http.Request, cancellation);
        using var lease = await LeaseAsync(http, host, named, cancellation);
        var signature = ModelSignature.Of(named.Part, lease.Version, options.LatentMagnitude);
        using var request = InferRequestReader.Read(body, signature);
        var outputs = await RunAsync(service, lease, signature, request, cancellation);
        return new InferResult(named, lease.Version, request, outputs, signature);
    }

    /// <summary>The outputs in the order of the signature.</summary>
    private static async Task<Pooled<float>[]> RunAsync(
        InferenceService service, ModelLease lease, ModelSignature signature, InferRequest request, CancellationToken cancellation)
    {
        var input = request.Input;
        var labels = request.Label is { } text ? Labels.Spread(Labels.Parse(text, lease.Snapshot.Space.Classes), input.Count) : [];
        Pooled<float>[] outputs = [.. signature.Outputs.Select(output => new Pooled<float>(checked(input.Count * output.Values)))];
        try
        {
            // A decoder has one output, an encoder two.
            if (outputs is [var mu, var logvar])
            {
                // As /encode: who can be told and finds out itself is told what it finds.
                if (labels.Length == 0 && lease.Snapshot.Space.Classes > 0 && await service.ClassifyAsync(lease, input.Values, input.Count, cancellation) is { } found)
                    labels = new Findings(found, input.Count).Likeliest();
                await service.EncodeAsync(lease, new(input.Values, input.Count, labels), mu.Memory, logvar.Memory, cancellation);
            }
            else
            {
                await service.DecodeAsync(lease, new(input.Values, input.Count, labels), outputs[0].Memory, cancellation);
            }
            return outputs;
        }
        catch
        {
            foreach (var output in outputs)
                output.Dispose();
            throw;
        }
    }

    private static async Task<ModelLease> LeaseAsync(HttpContext http, InferenceHost host, OpenInferenceModel named, CancellationToken cancellation)
    {
        var lease = await host.LeaseAsync(named.Reference, $"{http.Request.Scheme}://{http.Request.Host}", cancellation);
        http.Response.Headers[InferenceRequest.VersionHeader] = lease.Version.Ref;
        return lease;
    }

    private static string? VersionOf(HttpContext http) => (string?)http.Request.RouteValues["version"];
}
