using System.Diagnostics;

namespace Vae.Api.Telemetry.Logs;

/// <summary>Leaves one line for each request, where that is configured: what was asked by its route's template, never by the caller's path.</summary>
internal sealed class RequestLog(RequestDelegate next, ILogger<RequestLog> logger)
{
    /// <summary>Requests that fit no route.</summary>
    private const string NoRoute = "(none)";

    public async Task InvokeAsync(HttpContext http)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            logger.LogInformation(
                "{Method} {Route} {Status} in {Milliseconds} ms for {Caller}",
                RequestNames.Method(http.Request), RequestNames.Route(http) ?? NoRoute, http.Response.StatusCode,
                Math.Round(Stopwatch.GetElapsedTime(began).TotalMilliseconds, 3), http.User.Identity?.Name ?? "nobody");
        }
    }
}
