using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Vae.Api.Configuration;

namespace Vae.Api.Security;

/// <summary>The server's key. Without one the server listens on loopback only, and every caller is the machine's own.</summary>
internal sealed class ServerKey(SecurityOptions security)
{
    private const string Prefix = "Bearer ";

    private readonly byte[]? expected = security.ApiKey is { } key ? Hash(key) : null;

    /// <summary>The request's bearer token; null when it has none.</summary>
    public static string? Bearer(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..] : null;

    /// <summary>Who presents this; null is a caller that presents nothing.</summary>
    public AuthenticateResult Check(string? presented, string scheme)
    {
        if (expected is null)
            return Succeed("local", scheme);
        if (presented is null)
            return AuthenticateResult.NoResult();
        // Hashes have one length, so neither the key's length nor its first wrong character shows in the time that this takes.
        return CryptographicOperations.FixedTimeEquals(Hash(presented), expected)
            ? Succeed("key", scheme)
            : AuthenticateResult.Fail("The key is not the server's.");
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static AuthenticateResult Succeed(string name, string scheme)
    {
        var identity = new ClaimsIdentity([new(ClaimTypes.Name, name)], scheme);
        return AuthenticateResult.Success(new(new(identity), scheme));
    }
}
