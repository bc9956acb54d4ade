using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Vae.Api.Endpoints.OpenInference;
using Vae.Api.Formats;
using Vae.Catalog.Datasets;
using Vae.Catalog.Jobs;
using Vae.Catalog.Sql;
using Vae.Core.Checkpoints;
using Vae.Core.Data;

namespace Vae.Api.Errors;

/// <summary>The one place where exceptions and bare statuses become problems.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception exception) when (exception is ConnectionResetException || (exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested))
        {
            // The caller has gone: there is nobody to answer.
            return;
        }
        // The request boundary: whatever a handler throws ends here, as an answer.
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            await WriteAsync(http, Translate(http, exception));
            return;
        }

        var response = http.Response;
        // A body that a handler chose says enough; a range that cannot be had leaves a file's type and no body.
        if (response.HasStarted || response.StatusCode < 400 || (response.ContentType is not null && response.StatusCode != StatusCodes.Status416RangeNotSatisfiable))
            return;
        if (FromStatus(response.StatusCode) is { } problem)
            await WriteAsync(http, problem);
    }

    /// <summary>Writes the problem as the answer. Headers that were set before stay.</summary>
    public static async Task WriteAsync(HttpContext http, Problem problem)
    {
        var response = http.Response;
        // Under /v2 the Open Inference Protocol says what an error looks like; everywhere else RFC 9457 does.
        var isOpenInference = OpenInferenceProblems.Covers(http);
        response.StatusCode = isOpenInference ? OpenInferenceProblems.StatusOf(problem) : problem.Status;
        response.ContentType = isOpenInference ? MediaTypes.Json : MediaTypes.Problem;
        response.Headers.Remove("Content-Disposition");
        // What a good answer would have allowed: a problem is kept by nobody.
        response.Headers.Remove("ETag");
        response.Headers.CacheControl = "no-store";
        // The rest of the body is not read, so that the connection is of no use afterwards: whoever keeps it would send the next request in vain.
        if (problem.Status == StatusCodes.Status413PayloadTooLarge && HttpProtocol.IsHttp11(http.Request.Protocol))
            response.Headers.Connection = "close";
        if (problem.RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);

        var json = isOpenInference ? OpenInferenceProblems.BodyOf(problem) : BodyOf(http, problem);
        response.ContentLength = json.Length;
        await response.Body.WriteAsync(json, http.RequestAborted);
    }

    private static byte[] BodyOf(HttpContext http, Problem problem)
    {
        var body = new Dictionary<string, object?>
        {
            ["type"] = $"urn:vae:problem:{problem.Slug}",
            ["title"] = problem.Title,
            ["status"] = problem.Status,
            ["detail"] = problem.Detail,
            ["traceId"] = Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier,
        };
        foreach (var member in problem.Members)
            body[member.Name] = member.Value;
        return JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Options);
    }

    private Problem Translate(HttpContext http, Exception exception)
    {
        switch (exception)
        {
            case ProblemException expected:
                return expected.Problem;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Problems.PayloadTooLarge(null);
            case BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout }:
                return Problems.RequestTimeout();
            case BadHttpRequestException:
            // What Kestrel throws for a chunk whose size is beyond an int, and nothing else does.
            case IOException { InnerException: OverflowException }:
                return Problems.BadRequest();
            case QueueQuotaException quota:
                return Problems.QueueQuota(quota.Max);
            case QueueFullException full:
                return Problems.QueueFull(full.Max);
            case DatasetNotFoundException:
                return Problems.DatasetNotFound();
            case DatasetInvalidException invalid:
                return Problems.DatasetInvalid(invalid.Message);
            case CatalogUnavailableException:
                return Problems.CatalogBusy();
            case CheckpointInvalidException:
                logger.LogError(exception, "A published checkpoint cannot be read");
                return Problems.CheckpointUnavailable();
            default:
                logger.LogError(exception, "{Method} failed", http.Request.Method);
                return Problems.Internal();
        }
    }

    private static Problem? FromStatus(int status) => status switch
    {
        StatusCodes.Status400BadRequest => Problems.BadRequest(),
        StatusCodes.Status401Unauthorized => Problems.Unauthorized(),
        StatusCodes.Status403Forbidden => Problems.Forbidden(),
        StatusCodes.Status404NotFound => Problems.NotFound(),
        StatusCodes.Status405MethodNotAllowed => Problems.MethodNotAllowed(),
        StatusCodes.Status408RequestTimeout => Problems.RequestTimeout(),
        StatusCodes.Status413PayloadTooLarge => Problems.PayloadTooLarge(null),
        StatusCodes.Status415UnsupportedMediaType => Problems.UnsupportedMediaType(["application/json"]),
        StatusCodes.Status416RangeNotSatisfiable => Problems.RangeNotSatisfiable(),
        StatusCodes.Status500InternalServerError => Problems.Internal(),
        _ => null,
    };
}
