using System.Text;
using Vae.Api.Configuration;
using Vae.Api.Errors;
using Vae.Api.Formats;
using Vae.Api.OpenApi;
using Vae.Api.Security;
using Vae.Catalog.Keys;

namespace Vae.Api.Telemetry.Metrics;

/// <summary><c>/metrics</c>, on the API's own port and, where one is configured, on a port of this machine's own.</summary>
internal static class MetricsEndpoint
{
    /// <summary>The route.</summary>
    public const string Path = "/metrics";

    private const string Prometheus = "text/plain";
    private const string OpenMetrics = "application/openmetrics-text";

    private static readonly string[] Forms = [Prometheus, OpenMetrics];

    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, WriteAsync)
            .Says("metrics", "Metrics", "Everything that the service counts: Prometheus text 0.0.4, or OpenMetrics 1.0 where Accept asks for it.")
            .WithTags("Operation").RequireScope(KeyScopes.Admin)
            .Gives<string>(Forms);

    /// <summary>Answers with the metrics.</summary>
    public static async Task WriteAsync(HttpContext http, MetricCollector collector)
    {
        var open = AcceptHeader.Choose(http.Request, Forms) == OpenMetrics;
        var text = Encoding.UTF8.GetBytes(collector.Scrape(open));
        http.Response.ContentType = open ? $"{OpenMetrics}; version=1.0.0; charset=utf-8" : $"{Prometheus}; version=0.0.4; charset=utf-8";
        http.Response.ContentLength = text.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(text, http.RequestAborted);
    }
}

/// <summary>Serves the metrics' own port: <c>GET /metrics</c> without a key, and nothing else. It is bound to 127.0.0.1 alone.</summary>
internal sealed class MetricsPort(RequestDelegate next, MetricsOptions options, MetricCollector collector)
{
    public Task InvokeAsync(HttpContext http)
    {
        // The port of the socket, which no caller can write, unlike the Host header.
        if (options.Port == 0 || http.Connection.LocalPort != options.Port)
            return next(http);
        if (http.Request.Path != MetricsEndpoint.Path)
            throw Problems.NotFound().AsException();
        if (!HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.Headers.Allow = HttpMethods.Get;
            throw Problems.MethodNotAllowed().AsException();
        }
        return MetricsEndpoint.WriteAsync(http, collector);
    }
}
