using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Vae.Api.Configuration;

namespace Vae.Api.Security;

/// <summary>Knows callers by the server's key. Without a key the server listens on loopback only, and every caller is the machine's own.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SecurityOptions security)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "ApiKey";

    private const string Prefix = "Bearer ";

    private readonly byte[]? expected = security.ApiKey is { } key ? Hash(key) : null;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer realm=\"vae\"";
        return Task.CompletedTask;
    }

    private AuthenticateResult Authenticate()
    {
        if (expected is null)
            return Succeed("local");
        if (Request.Headers.Authorization is not [{ } header])
            return AuthenticateResult.NoResult();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        // Hashes have one length, so neither the key's length nor its first wrong character shows in the time that this takes.
        return CryptographicOperations.FixedTimeEquals(Hash(header[Prefix.Length..]), expected)
            ? Succeed("key")
            : AuthenticateResult.Fail("The key is not the server's.");
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static AuthenticateResult Succeed(string name)
    {
        var identity = new ClaimsIdentity([new(ClaimTypes.Name, name)], SchemeName);
        return AuthenticateResult.Success(new(new(identity), SchemeName));
    }
}
