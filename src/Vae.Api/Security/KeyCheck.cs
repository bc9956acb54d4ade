using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Vae.Api.Configuration;
using Vae.Api.Errors;
using Vae.Catalog.Keys;

namespace Vae.Api.Security;

/// <summary>Tells callers by the key that they show.</summary>
internal sealed class KeyCheck(SecurityOptions security, KeyRing ring, CallLimits limits)
{
    private const string Prefix = "Bearer ";

    private static readonly AuthenticateResult Wrong = AuthenticateResult.Fail("The credentials open nothing.");

    // Another object than the one above: it is told by that.
    private static readonly AuthenticateResult WrongAndCounted = AuthenticateResult.Fail("The credentials open nothing.");

    private readonly byte[]? environment = security.ApiKey is { } key ? SHA256.HashData(Encoding.UTF8.GetBytes(key)) : null;

    /// <summary>The bearer token of the request's one <c>Authorization</c> header; null when it has none such. Addresses and cookies are not looked at.</summary>
    public static string? Bearer(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..] : null;

    /// <summary>Who shows this; <paramref name="presented"/> is null when the header says nothing that can be read.</summary>
    /// <exception cref="ProblemException">The catalog is away, so that nobody can tell, or too many wrong keys came from the address.</exception>
    public async ValueTask<AuthenticateResult> CheckAsync(HttpRequest request, string? presented, string scheme)
    {
        var http = request.HttpContext;
        // A probe is answered whatever it shows and whether the catalog is there or not.
        if (http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return AuthenticateResult.NoResult();
        var showsSomething = request.Headers.Authorization.Count > 0;
        // Whoever shows a key knows of one: perhaps the first was made just now.
        if (!ring.AreKeysDemanded && showsSomething)
            await ring.LookForFirstAsync(http.RequestAborted);
        if (!ring.AreKeysDemanded)
            return Ticket(Caller.Local, scheme);
        if (!showsSomething)
            return AuthenticateResult.NoResult();
        if (presented is null)
            return Wrong;
        if (Match(presented) is { } known)
            return Ticket(known, scheme);
        if (!ApiKeyText.TryParse(presented, out _, out _))
            return Wrong;

        // Counted before the look, which costs more than an answer does.
        limits.CountFailure(http);
        var isAnswered = await ring.LookAgainAsync(http.RequestAborted);
        if (Match(presented) is { } added)
            return Ticket(added, scheme);
        return isAnswered ? WrongAndCounted : throw Problems.CatalogBusy().AsException();
    }

    /// <summary>Counts a refusal as one more wrong key from the address, unless that was done before the catalog was asked.</summary>
    /// <exception cref="ProblemException">429: too many of them came from this address.</exception>
    public void CountRefusal(HttpContext http, Exception failure)
    {
        if (!ReferenceEquals(failure, WrongAndCounted.Failure))
            limits.CountFailure(http);
    }

    /// <summary>The caller with this key; null when it opens nothing. How long that takes says neither how much of a key was right nor whether its id exists.</summary>
    public Caller? Match(string presented)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (environment is not null)
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(presented), hash);
            if (CryptographicOperations.FixedTimeEquals(hash, environment))
                return Caller.Environment;
        }

        // What fails here cannot be a key, as everybody can compute.
        if (!ApiKeyText.TryParse(presented, out var id, out var secret))
            return null;
        ApiKeyText.Hash(secret, hash);
        return ring.Match(id, hash);
    }

    private static AuthenticateResult Ticket(Caller caller, string scheme) =>
        scheme == ApiKeyHandler.SchemeName ? caller.Result : caller.Ticket(scheme);
}
