namespace Vae.Api.Telemetry;

/// <summary>Names of a request that come from a small set, whatever the caller wrote.</summary>
internal static class RequestNames
{
    private const string OtherMethod = "_OTHER";

    private static readonly string[] Methods =
        [HttpMethods.Get, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete, HttpMethods.Head, HttpMethods.Options, HttpMethods.Connect, HttpMethods.Trace];

    /// <summary>The method; <c>_OTHER</c> for one that HTTP does not have.</summary>
    public static string Method(HttpRequest request) => Array.Find(Methods, method => HttpMethods.Equals(method, request.Method)) ?? OtherMethod;

    /// <summary>The template of the route that answered; null when none did.</summary>
    public static string? Route(HttpContext http) => (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
}
