using Vae.Api.Formats;
using Vae.Api.OpenApi;

namespace Vae.Api.Health;

/// <summary>What <c>/healthz</c> answers.</summary>
/// <param name="Status"><c>ok</c>.</param>
internal sealed record HealthResponse(string Status);

/// <summary>Liveness, which touches nothing, and readiness, which says why not. Open to everyone: a probe has no key.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => Results.Json(new HealthResponse("ok"), ApiJson.Options))
            .Says("health", "Is the process alive?", "Touches nothing.")
            .WithTags("Health").AllowAnonymous()
            .Gives<HealthResponse>([MediaTypes.Json]);
        routes.MapGet("/readyz", Ready)
            .Says("readiness", "Should it be sent requests?", "503 while it starts or leaves. 200 'degraded', with reasons, when something is amiss that does not keep it from answering.")
            .WithTags("Health").AllowAnonymous()
            .Gives<ReadinessResponse>([MediaTypes.Json])
            .Gives<ReadinessResponse>([MediaTypes.Json], StatusCodes.Status503ServiceUnavailable);
    }

    private static IResult Ready(Readiness readiness)
    {
        var now = readiness.Now();
        return Results.Json(
            now, ApiJson.Options,
            statusCode: now.TakesRequests() ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
