using Vae.Api.Configuration;
using Vae.Api.Errors;

namespace Vae.Api.Security;

/// <summary>
/// Refuses requests that change state or upload when a browser says that a page of another origin sent them, and what a page of another site
/// loads into itself: it could not read the answer, but make the server compute.
/// </summary>
internal sealed class OriginGuard(RequestDelegate next, HttpOptions options)
{
    private readonly HashSet<string> names = new(options.AllowedHosts, StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext http)
    {
        if (IsSafe(http.Request.Method) ? !IsLoadedByAnotherSite(http.Request) : IsOwn(http.Request))
            return next(http);
        throw Problems.CrossOrigin().AsException();
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>A link that somebody followed is not: the answer is a page of its own.</summary>
    private static bool IsLoadedByAnotherSite(HttpRequest request)
    {
        var (mode, destination) = (request.Headers["Sec-Fetch-Mode"], request.Headers["Sec-Fetch-Dest"]);
        return request.Headers["Sec-Fetch-Site"] is ["cross-site"] && (mode is not ["navigate"] || (destination.Count > 0 && destination is not ["document"]));
    }

    /// <summary>Programs send neither header; browsers send both or, older ones, <c>Origin</c> alone.</summary>
    private bool IsOwn(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0 && site is not ["same-origin"] and not ["none"])
            return false;
        var origin = request.Headers.Origin;
        return origin.Count == 0 || (origin is [{ } text] && IsOwn(text, request.Host));
    }

    /// <summary>
    /// Compares names and ports but not the scheme: behind a proxy that ends TLS, the page's is https and the request's is http. A proxy may
    /// also put the service's address into Host; the page's name is then one of those that the service was given.
    /// </summary>
    private bool IsOwn(string origin, HostString host)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var page) || page.Scheme is not ("http" or "https") || page.PathAndQuery != "/" || page.UserInfo.Length > 0)
            return false;
        if (page.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase))
            return host.Port is { } port ? page.Port == port : page.IsDefaultPort;
        return page.IsDefaultPort && names.Contains(page.Host);
    }
}
