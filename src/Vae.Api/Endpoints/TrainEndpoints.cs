using Microsoft.OpenApi;
using Vae.Api.Contracts;
using Vae.Api.Errors;
using Vae.Api.Formats;
using Vae.Api.OpenApi;
using Vae.Api.Requests;
using Vae.Api.Security;
using Vae.Catalog.Keys;
using Vae.Core.Training;
using Vae.Worker;

namespace Vae.Api.Endpoints;

/// <summary><c>POST /train</c> and <c>GET /presets</c>.</summary>
internal static class TrainEndpoints
{
    private const string KeyHeader = "Idempotency-Key";

    private static readonly PresetListResponse AllPresets = new([.. Presets.All.Select(PresetResponse.From)]);

    public static void MapTrain(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("").RequireScope(KeyScopes.Infer).MapGet("/presets", () => Results.Json(AllPresets, ApiJson.Options))
            .Says("listPresets", "List presets", "The recipes that POST /train can start from, each with all its values; the default first.")
            .WithTags("Training")
            .Gives<PresetListResponse>([MediaTypes.Json]);
        routes = routes.MapGroup("").RequireScope(KeyScopes.Train);
        routes.MapPost("/train", SubmitAsync)
            .Says("train", "Submit a training job", "Queues a job that trains a model and publishes its next version. Answers at once; follow the job at its Location.")
            .WithTags("Training")
            .Takes("dryRun", JsonSchemaType.Boolean, "true: only check the request and answer with the whole recipe, what it would take and what the dataset holds. Default: false.")
            .WithMetadata(new ParameterDoc(KeyHeader, JsonSchemaType.String, "A key of your own: a repeat with the same key and body answers with the first job.", null, ParameterLocation.Header))
            .TakesJson<TrainRequest>("""{"dataset": "digits", "preset": "mlp", "name": "digits", "training": {"epochs": 5, "seed": 1}}""")
            .Gives<DryRunResponse>([MediaTypes.Json])
            .Gives<JobResponse>([MediaTypes.Json], StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> SubmitAsync(HttpContext http, JobService jobs, CancellationToken cancellation)
    {
        var dryRun = Query.Flag(http.Request, "dryRun");
        var key = Key(http.Request);
        using var body = await StrictJson.ReadAsync(http.Request, BodyReader.JsonLimit, cancellation);
        var (request, unreadable) = TrainRequestReader.Read(body.RootElement);
        if (request.Dataset is null)
            throw Problems.MalformedJson("'dataset' is missing. GET /datasets lists those there are.").AsException();

        var training = new TrainingRequest(request.Dataset, request.Name, PlanOf(request), request.Priority) { Owner = Caller.Of(http).KeyId };
        // With numbers that no type holds there can be no job, but the rest is checked as well, so that all faults show at once.
        var submission = await jobs.SubmitAsync(training, key, dryRun || unreadable.Count > 0, cancellation);
        Refuse(submission, unreadable);

        if (dryRun)
            return Results.Json(DryRunResponse.From(request.Dataset, submission, request.Priority ?? 0), ApiJson.Options);
        var job = JobResponse.From(submission.Job!);
        http.Response.Headers.Location = job.Links.Self;
        return Results.Json(job, ApiJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private static void Refuse(Submission submission, IReadOnlyList<Violation> unreadable)
    {
        if (submission.UnknownDataset)
            throw Problems.DatasetNotFound().AsException();
        if (submission.KeyClash)
            throw Problems.IdempotencyMismatch().AsException();

        var unreadableFields = unreadable.Select(violation => violation.Field).ToHashSet();
        Violation[] violations = [.. unreadable, .. submission.Violations.Where(violation => !unreadableFields.Contains(violation.Field))];
        if (violations.Length == 0)
            return;
        throw (violations.Any(violation => violation.Field == "name")
            ? Problems.InvalidName(violations)
            : Problems.HyperparameterOutOfRange(violations)).AsException();
    }

    private static PlanRequest PlanOf(TrainRequest request) => new()
    {
        Preset = request.Preset,
        Model = request.Model,
        Objective = request.Objective,
        Training = request.Training,
    };

    private static string? Key(HttpRequest request)
    {
        var values = request.Headers[KeyHeader];
        if (values.Count == 0)
            return null;
        return values is [{ } key] && JobService.IsIdempotencyKey(key)
            ? key
            : throw Problems.InvalidIdempotencyKey(JobService.MaxIdempotencyKeyLength).AsException();
    }
}
