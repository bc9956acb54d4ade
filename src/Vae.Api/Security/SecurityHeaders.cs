using Microsoft.Extensions.Primitives;

namespace Vae.Api.Security;

/// <summary>Headers that keep browsers from doing more with an answer than it is for.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>Where Swagger UI lives.</summary>
    public const string SwaggerPath = "/swagger";

    private const string Common = "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static readonly StringValues PagePolicy =
        $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; {Common}";

    /// <summary>For pages of other makers: Swagger UI, for one, brings inline styles and scripts and cannot be had without.</summary>
    public static readonly StringValues InlinePolicy =
        $"default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self'; {Common}";

    private static readonly StringValues Permissions = string.Join(", ", ((string[])[
        "accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation", "gyroscope",
        "hid", "identity-credentials-get", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "otp-credentials", "payment",
        "picture-in-picture", "publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock", "serial", "storage-access", "usb", "window-management",
        "xr-spatial-tracking"]).Select(feature => $"{feature}=()"));

    public Task InvokeAsync(HttpContext http)
    {
        // As late as can be: whoever starts an answer anew, as the request timeout does, drops the headers that were set before.
        http.Response.OnStarting(static state => Set((HttpContext)state), http);
        return next(http);
    }

    private static Task Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments(SwaggerPath) ? InlinePolicy : PagePolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        // Static files and what never changes under its name say otherwise for themselves.
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
