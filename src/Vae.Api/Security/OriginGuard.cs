using Vae.Api.Errors;

namespace Vae.Api.Security;

/// <summary>Refuses requests that change state or upload when a browser says that a page of another origin sent them.</summary>
internal sealed class OriginGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (IsSafe(http.Request.Method) || IsOwn(http.Request))
            return next(http);
        throw Problems.CrossOrigin().AsException();
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>Programs send neither header; browsers send both or, older ones, <c>Origin</c> alone.</summary>
    private static bool IsOwn(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0 && site is not ["same-origin"] and not ["none"])
            return false;
        var origin = request.Headers.Origin;
        return origin.Count == 0
            || (origin is [{ } text] && string.Equals(text, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase));
    }
}
