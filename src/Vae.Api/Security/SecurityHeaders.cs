using Microsoft.Extensions.Primitives;

namespace Vae.Api.Security;

/// <summary>Headers that keep browsers from doing more with an answer than it is for.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>Where Swagger UI lives.</summary>
    public const string SwaggerPath = "/swagger";

    private const string Common = "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static readonly StringValues PagePolicy =
        $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; {Common}";

    /// <summary>For pages of other makers: Swagger UI, for one, brings inline styles and scripts and cannot be had without.</summary>
    public static readonly StringValues InlinePolicy =
        $"default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self'; {Common}";

    public Task InvokeAsync(HttpContext http)
    {
        Apply(http);
        return next(http);
    }

    /// <summary>Sets them all.</summary>
    public static void Apply(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments(SwaggerPath) ? InlinePolicy : PagePolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "accelerometer=(), camera=(), geolocation=(), microphone=()";
        // Static files and checkpoints, which never change under their names, say otherwise for themselves.
        headers.CacheControl = "no-store";
    }
}
