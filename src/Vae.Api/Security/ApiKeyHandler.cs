using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Vae.Api.Errors;
using Vae.Catalog.Keys;

namespace Vae.Api.Security;

/// <summary>Knows callers by their key, sent as a bearer token.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyCheck check, CallLimits limits)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "ApiKey";

    private const string Realm = "Bearer realm=\"vae\"";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync() => await check.CheckAsync(Request, KeyCheck.Bearer(Request), SchemeName);

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var isWrong = (await HandleAuthenticateOnceSafeAsync()).Failure is not null;
        // Counted here, after the check: whoever shares the address and has a good key never comes this way.
        if (isWrong)
            limits.CountFailure(Context);
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = isWrong ? $"{Realm}, error=\"invalid_token\"" : Realm;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (Context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>() is not { Scope: var required })
            throw Problems.Forbidden().AsException();
        Response.Headers.WWWAuthenticate = $"{Realm}, error=\"insufficient_scope\", scope=\"{required.Words()}\"";
        throw Problems.InsufficientScope(required).AsException();
    }
}
