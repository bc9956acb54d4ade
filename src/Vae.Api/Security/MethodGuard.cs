using Vae.Api.Errors;

namespace Vae.Api.Security;

/// <summary>Refuses methods that are about the connection and not about a resource, on every path: TRACE hands headers back to whoever sent them.</summary>
internal sealed class MethodGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        var method = http.Request.Method;
        if (!HttpMethods.IsTrace(method) && !HttpMethods.IsConnect(method) && !method.Equals("TRACK", StringComparison.OrdinalIgnoreCase))
            return next(http);
        http.Response.Headers.Allow = "GET, HEAD, POST";
        throw Problems.MethodNotAllowed().AsException();
    }
}
