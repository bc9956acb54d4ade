using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Vae.Api.Errors;
using Vae.Api.Security;
using Vae.Catalog.Keys;

namespace Vae.Api.Dashboard;

/// <summary>
/// Knows callers of the dashboard by their key. A browser cannot send a bearer token for a page, so it may send the key as the password
/// of basic authentication, with any name; other routes do not take that.
/// </summary>
internal sealed class DashboardKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyCheck check)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "DashboardKey";

    private const string Prefix = "Basic ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync() => await check.CheckAsync(Request, Presented(), SchemeName);

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if ((await HandleAuthenticateOnceSafeAsync()).Failure is { } failure)
            check.CountRefusal(Context, failure);
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Basic realm=\"vae\", charset=\"UTF-8\"";
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => throw Problems.InsufficientScope(KeyScopes.Admin).AsException();

    private string? Presented()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return KeyCheck.Bearer(Request);
        var encoded = header[Prefix.Length..].Trim();
        var decoded = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, decoded, out var length))
            return null;
        var pair = Encoding.UTF8.GetString(decoded, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : pair[(colon + 1)..];
    }
}
