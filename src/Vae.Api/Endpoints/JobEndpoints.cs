using System.Globalization;
using System.Text;
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
using Vae.Core.Training;
using Vae.Worker;

namespace Vae.Api.Endpoints;

/// <summary><c>/jobs</c>: list, show, cancel, follow.</summary>
internal static class JobEndpoints
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 100;

    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/jobs").WithTags("Jobs").RequireScope(KeyScopes.Train);
        jobs.MapGet("", ListAsync)
            .Says("listJobs", "List jobs", "Newest first, in pages.")
            .Takes("state", JsonSchemaType.String, "Only jobs in this state: queued, running, canceling, succeeded, failed or canceled.")
            .Takes("limit", JsonSchemaType.Integer, $"Jobs on a page, 1 to {MaxLimit}. Default: {DefaultLimit}.", DefaultLimit)
            .Takes("cursor", JsonSchemaType.String, "nextCursor of the page before.")
            .Gives<JobListResponse>([MediaTypes.Json]);
        jobs.MapGet("/{id}", ShowAsync)
            .Says("showJob", "Show a job", "State, progress, losses, result.")
            .Gives<JobResponse>([MediaTypes.Json]);
        jobs.MapPost("/{id}/cancel", CancelAsync)
            .Says("cancelJob", "Cancel a job", "A queued job ends at once, a running one at its next step. 409 when it has ended.")
            .Gives<JobResponse>([MediaTypes.Json], StatusCodes.Status202Accepted);
        jobs.MapGet("/{id}/events", JobEventStream.StreamAsync)
            .Says("followJob", "Follow a job", "Server-sent events: state, metric, epoch, sample, log, ping, end, after which the stream closes, and shutdown, after which the client connects again. Last-Event-ID resumes from the stored log.")
            .WithMetadata(new ParameterDoc("Last-Event-ID", JsonSchemaType.Integer, "Id of the last event seen.", null, ParameterLocation.Header))
            .Gives<string>([MediaTypes.EventStream])
            .DisableRequestTimeout();
        jobs.MapGet("/{id}/metrics", MetricsAsync)
            .Says("jobMetrics", "Losses of every epoch", "As columns in JSON, or as CSV.")
            .Gives<JobMetricsResponse>(MediaTypes.Table);
        jobs.MapGet("/{id}/samples/{epoch}", SampleAsync)
            .Says("jobSample", "Sample grid of an epoch", "Images decoded from the same latents, drawn from the model's prior, after every epoch: watch the model learn. A model that is told classes is told each in turn.")
            .Gives<string>([MediaTypes.Png]);
        jobs.MapGet("/{id}/reconstructions/{epoch}", ReconstructionsAsync)
            .Says("jobReconstructions", "Reconstructions after an epoch", "The first held-out images, the same in each epoch, above what the model makes of them, told their classes where it is told classes.")
            .Gives<string>([MediaTypes.Png]);
        routes.MapGet("/jobs/{id}/checkpoint", CheckpointAsync).WithTags("Jobs").RequireScope(KeyScopes.Infer)
            .Says("jobCheckpoint", "Download a job's weights", "A safetensors file: of the version that the job published, or the last good weights of a job whose loss became NaN or infinite.")
            .Gives<string>([MediaTypes.Raw])
            .DisableRequestTimeout();
    }

    private static async Task<IResult> ListAsync(HttpContext http, JobStore store, CancellationToken cancellation)
    {
        var caller = Caller.Of(http);
        var state = State(Query.Text(http.Request, "state"));
        var limit = Numbers.Count(Query.Text(http.Request, "limit"), "limit", 1, MaxLimit, DefaultLimit);
        try
        {
            var page = await store.ListAsync(state, caller.SeesAllJobs ? null : caller.KeyId, limit, Query.Text(http.Request, "cursor"), cancellation);
            return Results.Json(new JobListResponse([.. page.Items.Select(JobResponse.From)], page.NextCursor), ApiJson.Options);
        }
        catch (FormatException)
        {
            throw Problems.MalformedQuery("'cursor' is not one that this server gave.").AsException();
        }
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string id, JobStore store, CancellationToken cancellation) =>
        Results.Json(JobResponse.From(await FindAsync(http, id, store, cancellation)), ApiJson.Options);

    private static async Task<IResult> CancelAsync(HttpContext http, string id, JobService jobs, JobStore store, CancellationToken cancellation)
    {
        await FindAsync(http, id, store, cancellation);
        var outcome = await jobs.CancelAsync(id, cancellation);
        if (outcome == CancelOutcome.NotFound)
            throw Problems.JobNotFound().AsException();
        if (outcome == CancelOutcome.AlreadyEnded)
            throw Problems.Conflict("The job has ended; there is nothing to cancel.").AsException();
        return Results.Json(JobResponse.From(await FindAsync(http, id, store, cancellation)), ApiJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> MetricsAsync(HttpContext http, string id, JobStore store, CancellationToken cancellation)
    {
        var form = AcceptHeader.Choose(http.Request, MediaTypes.Table);
        await FindAsync(http, id, store, cancellation);
        var epochs = await store.EpochsAsync(id, cancellation);
        return form == MediaTypes.Csv
            ? Results.Text(Csv(epochs), MediaTypes.Csv, Encoding.UTF8)
            : Results.Json(JobMetricsResponse.From(id, epochs), ApiJson.Options);
    }

    private static async Task<IResult> SampleAsync(HttpContext http, string id, string epoch, JobStore store, CancellationToken cancellation)
    {
        await FindAsync(http, id, store, cancellation);
        return int.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && await store.FindSampleAsync(id, number, cancellation) is { } png
            ? Results.Bytes(png, MediaTypes.Png)
            : throw Problems.SampleNotFound().AsException();
    }

    private static async Task<IResult> ReconstructionsAsync(HttpContext http, string id, string epoch, JobStore store, CancellationToken cancellation)
    {
        await FindAsync(http, id, store, cancellation);
        return int.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && await store.FindReconstructionsAsync(id, number, cancellation) is { } png
            ? Results.Bytes(png, MediaTypes.Png)
            : throw Problems.ReconstructionsNotFound().AsException();
    }

    private static async Task<IResult> CheckpointAsync(
        HttpContext http, string id, JobStore store, ModelStore models, CheckpointStore checkpoints, CancellationToken cancellation)
    {
        var job = await FindAsync(http, id, store, cancellation);
        var version = job.Model is { } published ? await models.ResolveAsync(Query.Model(published), cancellation) : null;
        var checkpoint = version is not null
            ? await checkpoints.ReadIntactAsync(version, cancellation)
            : await checkpoints.ReadRescuedAsync(job, cancellation) ?? throw Problems.JobCheckpointNotFound(WhyNone(job)).AsException();
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.Bytes(
            checkpoint.Files.Weights, MediaTypes.Raw, $"{job.Id}.safetensors", entityTag: new EntityTagHeaderValue($"\"{checkpoint.Files.Id}\""), enableRangeProcessing: true);
    }

    private static string WhyNone(Job job) => job switch
    {
        { State: JobState.Succeeded } => "The version that the job published does not serve any more.",
        { State: JobState.Failed, Error.Code: "non-finite-loss" } => "There are no good weights: the job failed before its first epoch had ended, they could not be kept (its error says so), or those of newer jobs took their place.",
        { State: JobState.Failed } => "The job failed; weights are kept only of a run whose loss became NaN or infinite.",
        { State: JobState.Canceled } => "The job was canceled.",
        _ => "The job has not ended.",
    };

    /// <summary>The caller's job. One of somebody else is answered as one that is not there.</summary>
    internal static async Task<Job> FindAsync(HttpContext http, string id, JobStore store, CancellationToken cancellation) =>
        await store.FindAsync(id, cancellation) is { } job && Caller.Of(http).MaySee(job) ? job : throw Problems.JobNotFound().AsException();

    private static JobState? State(string? text)
    {
        if (text is null)
            return null;
        foreach (var state in Enum.GetValues<JobState>())
        {
            if (state.Word() == text)
                return state;
        }
        throw Problems.UnknownValue("state", [.. Enum.GetValues<JobState>().Select(JobStateWords.Word)], text).AsException();
    }

    private static string Csv(IReadOnlyList<EpochSummary> epochs)
    {
        var table = new StringBuilder(
            "epoch,train_loss,train_recon,train_kl,test_loss,test_recon,test_kl,images_per_second,seconds,active_units,validation_loss,validation_recon,validation_kl,learning_rate,kl_weight,stopped_because\n");
        foreach (var row in epochs)
        {
            table.Append(CultureInfo.InvariantCulture, $"{row.Epoch},{row.Train.Loss},{row.Train.Recon},{row.Train.Kl},{row.Test.Loss},{row.Test.Recon},{row.Test.Kl},{row.ImagesPerSecond},{row.Duration.TotalSeconds},{row.Health?.ActiveUnits},");
            // What is absent is an empty field; the reason's sentence has no comma and no quote.
            table.Append(CultureInfo.InvariantCulture, $"{row.Validation?.Loss},{row.Validation?.Recon},{row.Validation?.Kl},{row.LearningRate},{row.KlWeight},{row.StoppedBecause}\n");
        }

        return table.ToString();
    }
}
