using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Vae.Api.Contracts;
using Vae.Api.Errors;
using Vae.Api.Formats;
using Vae.Api.OpenApi;
using Vae.Api.Requests;
using Vae.Api.Security;
using Vae.Catalog.Jobs;
using Vae.Catalog.Keys;
using Vae.Catalog.Models;
using Vae.Catalog.Store;
using Vae.Core.Evaluation;

namespace Vae.Api.Endpoints;

/// <summary><c>/models</c>: list, show, compare, download.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/models").WithTags("Models").RequireScope(KeyScopes.Infer);
        models.MapGet("", ListAsync)
            .Says("listModels", "List model versions", "All that can serve, newest first.")
            .Gives<ModelListResponse>([MediaTypes.Json]);
        models.MapGet("/{reference}", ShowAsync)
            .Says("showModel", "Show a model version", "The version that 'latest', 'name', 'name@version' or 'name:alias' names now, with the classes that it can be told, its latent space's distributions and its evaluation report.")
            .Gives<ModelReportResponse>([MediaTypes.Json]);
        // A model of that name is still shown by name@version.
        models.MapGet("/compare", CompareAsync)
            .Says("compareModels", "Compare two model versions", "Every figure of their reports with the difference b − a, which is better, and, where the two cannot be compared, why.")
            .Takes("a", JsonSchemaType.String, "The first: 'latest', 'name', 'name@version' or 'name:alias'. Required.", "digits@1")
            .Takes("b", JsonSchemaType.String, "The second. Required.", "latest")
            .Gives<ModelComparisonResponse>([MediaTypes.Json]);
        models.MapGet("/{reference}/checkpoint", CheckpointAsync)
            .Says("downloadCheckpoint", "Download the weights", "A safetensors file under PyTorch's state-dict names.")
            .Gives<string>([MediaTypes.Raw])
            .DisableRequestTimeout();
        models.MapGet("/{reference}/manifest", ManifestAsync)
            .Says("showManifest", "Show the checkpoint's manifest", "Architecture, input, training, origin, files and their hashes.")
            .Gives<object>([MediaTypes.Json]);
    }

    private static async Task<IResult> ListAsync(ModelStore store, CancellationToken cancellation) =>
        Results.Json(new ModelListResponse([.. (await store.ListAsync(cancellation)).Select(ModelResponse.From)]), ApiJson.Options);

    private static async Task<IResult> ShowAsync(string reference, ModelStore store, JobStore jobs, CancellationToken cancellation)
    {
        var version = await FindAsync(store, reference, cancellation);
        // The job has the model's options; the manifest has them too, behind weights that would be read and hashed with it.
        var options = (await jobs.FindAsync(version.JobId, cancellation))?.Plan.Model;
        return Results.Json(new ModelReportResponse(version, await store.ReportAsync(version, cancellation), options), ApiJson.Options);
    }

    private static async Task<IResult> CompareAsync(HttpRequest request, ModelStore store, CancellationToken cancellation)
    {
        var a = await FindAsync(store, Required(request, "a"), cancellation);
        var b = await FindAsync(store, Required(request, "b"), cancellation);
        var figures = ReportComparison.Of(await store.ReportAsync(a, cancellation), await store.ReportAsync(b, cancellation));
        return Results.Json(new ModelComparisonResponse(a.Ref, b.Ref, figures), ApiJson.Options);
    }

    private static string Required(HttpRequest request, string name) =>
        Query.Text(request, name) ?? throw Problems.MalformedQuery($"'{name}' is missing; name the version, as 'name@version' or 'latest'.").AsException();

    private static async Task<IResult> CheckpointAsync(
        HttpContext http, string reference, ModelStore store, CheckpointStore checkpoints, CancellationToken cancellation)
    {
        var version = await FindAsync(store, reference, cancellation);
        var files = (await checkpoints.ReadIntactAsync(version, cancellation)).Files;
        AllowKeeping(http, version);
        // The name is made of what the catalog's own rule let in, never of the request.
        return Results.Bytes(
            files.Weights, MediaTypes.Raw, $"{version.Name}-{version.Version}.safetensors",
            entityTag: new EntityTagHeaderValue($"\"{version.Sha256}\""), enableRangeProcessing: true);
    }

    private static async Task<IResult> ManifestAsync(
        HttpContext http, string reference, ModelStore store, CheckpointStore checkpoints, CancellationToken cancellation)
    {
        var version = await FindAsync(store, reference, cancellation);
        var files = (await checkpoints.ReadIntactAsync(version, cancellation)).Files;
        AllowKeeping(http, version);
        return Results.Bytes(files.Manifest, MediaTypes.Json, entityTag: new EntityTagHeaderValue($"\"{version.Sha256}\""));
    }

    /// <summary>A version never changes; whether the reference still means it is for the server to say.</summary>
    private static void AllowKeeping(HttpContext http, ModelVersion version)
    {
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers[InferenceRequest.VersionHeader] = version.Ref;
    }

    private static async Task<ModelVersion> FindAsync(ModelStore store, string reference, CancellationToken cancellation) =>
        await store.ResolveAsync(Query.Model(reference), cancellation) ?? throw Problems.ModelNotFound().AsException();
}
