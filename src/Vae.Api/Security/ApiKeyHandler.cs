using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Vae.Api.Errors;
using Vae.Catalog.Keys;

namespace Vae.Api.Security;

/// <summary>Knows callers by their key, sent as a bearer token.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyCheck check)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "ApiKey";

    private const string Realm = "Bearer realm=\"vae\"";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync() => await check.CheckAsync(Request, KeyCheck.Bearer(Request), SchemeName);

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var failure = (await HandleAuthenticateOnceSafeAsync()).Failure;
        // Counted here, after the check: whoever shares the address and has a good key never comes this way.
        if (failure is not null)
            check.CountRefusal(Context, failure);
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = failure is not null ? $"{Realm}, error=\"invalid_token\"" : Realm;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (Context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>() is not { Scope: var required })
            throw Problems.Forbidden().AsException();
        throw Lacks(Context, required);
    }

    /// <summary>The refusal of a good key that lacks a scope.</summary>
    public static ProblemException Lacks(HttpContext http, KeyScopes required)
    {
        http.Response.Headers.WWWAuthenticate = $"{Realm}, error=\"insufficient_scope\", scope=\"{required.Words()}\"";
        return Problems.InsufficientScope(required).AsException();
    }
}
