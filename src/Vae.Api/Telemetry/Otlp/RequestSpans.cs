using System.Diagnostics;

namespace Vae.Api.Telemetry.Otlp;

/// <summary>Names the span of a request by its route, which is known only once the request has been routed.</summary>
internal sealed class RequestSpans(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var span = Activity.Current;
        try
        {
            await next(http);
        }
        finally
        {
            if (span is { IsAllDataRequested: true })
                Describe(span, http);
        }
    }

    private static void Describe(Activity span, HttpContext http)
    {
        var (method, route, status) = (RequestNames.Method(http.Request), RequestNames.Route(http), http.Response.StatusCode);
        span.DisplayName = route is null ? method : $"{method} {route}";
        span.SetTag("http.request.method", method);
        span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
            span.SetStatus(ActivityStatusCode.Error);
    }
}
