using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Vae.Catalog.Jobs;
using Vae.Catalog.Keys;

namespace Vae.Api.Security;

/// <summary>Who calls, and what they may do.</summary>
internal sealed class Caller : ClaimsIdentity
{
    private const KeyScopes Everything = KeyScopes.Infer | KeyScopes.Dataset | KeyScopes.Train | KeyScopes.Admin;

    private Caller(string name, string? keyId, KeyScopes scopes)
        : base([new(ClaimTypes.Name, name)], ApiKeyHandler.SchemeName)
    {
        (KeyId, Scopes) = (keyId, scopes);
        Result = Ticket(ApiKeyHandler.SchemeName);
    }

    /// <summary>Everyone on this machine, while there is no key.</summary>
    public static Caller Local { get; } = new("local", null, Everything);

    /// <summary>Whoever has the key of the environment, which has no row in the catalog and so no id of that form.</summary>
    public static Caller Environment { get; } = new("environment", "environment", Everything);

    /// <summary>Id of the caller's key; null when the server asks for none. What is counted and owned is counted and owned under it.</summary>
    public string? KeyId { get; }

    /// <summary>What the caller may do.</summary>
    public KeyScopes Scopes { get; }

    /// <summary>Whether the caller sees every job, and not only their own.</summary>
    public bool SeesAllJobs => Scopes.HasFlag(KeyScopes.Admin);

    /// <summary>The outcome of authentication, made once for a key and not at every request.</summary>
    public AuthenticateResult Result { get; }

    /// <summary>Whoever has this key.</summary>
    public static Caller Of(ApiKey key) => new(key.Id, key.Id, key.Scopes);

    /// <summary>The caller of a request that was let in.</summary>
    public static Caller Of(HttpContext http) =>
        http.User.Identity as Caller ?? throw new InvalidOperationException("The request reached a handler without a known caller.");

    /// <summary>Whether the job is there for this caller. A foreign one is not: that it exists is nobody else's business.</summary>
    public bool MaySee(Job job) => SeesAllJobs || (KeyId is not null && job.Owner == KeyId);

    /// <summary>The outcome of authentication by another scheme.</summary>
    public AuthenticateResult Ticket(string scheme) => AuthenticateResult.Success(new(new ClaimsPrincipal(this), scheme));
}
