using Vae.Api.Formats;
using Vae.Api.Inference;
using Vae.Api.OpenApi;

namespace Vae.Api.Health;

/// <summary>What <c>/healthz</c> answers.</summary>
/// <param name="Status"><c>ok</c>.</param>
internal sealed record HealthResponse(string Status);

/// <summary>What <c>/readyz</c> answers.</summary>
/// <param name="Status"><c>ready</c>, <c>degraded</c> (takes jobs, cannot serve yet) or <c>unavailable</c>.</param>
/// <param name="Model">The version that answers by default; null before the first.</param>
/// <param name="Reasons">Why it is not ready; empty when it is.</param>
internal sealed record ReadinessResponse(string Status, string? Model, IReadOnlyList<string> Reasons);

/// <summary>Liveness, which touches nothing, and readiness, which says why not. Open to everyone: a probe has no key.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(15);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => Results.Json(new HealthResponse("ok"), ApiJson.Options))
            .Says("health", "Is the process alive?", "Touches nothing.")
            .WithTags("Health").AllowAnonymous()
            .Gives<HealthResponse>([MediaTypes.Json]);
        routes.MapGet("/readyz", Ready)
            .Says("readiness", "Can it take requests?", "503 with reasons when it cannot. Without a model it is degraded, not unready: it takes training jobs.")
            .WithTags("Health").AllowAnonymous()
            .Gives<ReadinessResponse>([MediaTypes.Json])
            .Gives<ReadinessResponse>([MediaTypes.Json], StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Why the server cannot take requests; empty when it can.</summary>
    public static IReadOnlyList<string> Faults(ModelWatcher watcher, IHostApplicationLifetime lifetime)
    {
        var faults = new List<string>();
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            faults.Add("The server is stopping.");
        if (watcher.SinceLastLook > StaleAfter)
            faults.Add("The catalog does not answer.");
        return faults;
    }

    private static IResult Ready(InferenceHost host, ModelWatcher watcher, IHostApplicationLifetime lifetime)
    {
        var model = host.Newest?.Ref;
        var faults = Faults(watcher, lifetime);
        if (faults.Count > 0)
            return Results.Json(new ReadinessResponse("unavailable", model, faults), ApiJson.Options, statusCode: StatusCodes.Status503ServiceUnavailable);
        return Results.Json(
            model is null ? new ReadinessResponse("degraded", null, ["No model is published yet."]) : new("ready", model, []), ApiJson.Options);
    }
}
