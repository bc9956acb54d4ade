using Microsoft.AspNetCore.Authorization;
using Vae.Catalog.Keys;

namespace Vae.Api.Security;

/// <summary>The one scope that a route asks for.</summary>
/// <param name="Scope">The scope.</param>
internal sealed record RequiredScope(KeyScopes Scope) : IAuthorizationRequirement
{
    /// <summary>Its rule, for routes of every scheme.</summary>
    public AuthorizationPolicy Policy(params string[] schemes) =>
        new AuthorizationPolicyBuilder(schemes).RequireAuthenticatedUser().AddRequirements(this).Build();
}

/// <summary>Asks that a route has said which scope it takes.</summary>
internal sealed record DeclaredScope : IAuthorizationRequirement;

/// <summary>Decides both.</summary>
internal sealed class ScopeHandler : IAuthorizationHandler
{
    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        if (context.User.Identity is not Caller caller)
            return Task.CompletedTask;
        foreach (var requirement in context.Requirements)
        {
            var isMet = requirement switch
            {
                RequiredScope required => caller.Scopes.Allows(required.Scope),
                // Unknown paths and methods, which have no route, may be answered with what they are.
                DeclaredScope => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint,
                _ => false,
            };
            if (isMet)
                context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

/// <summary>Says which scope routes take.</summary>
internal static class ScopeConventions
{
    /// <summary>Lets in callers with this scope. Every route says this once, itself or its group, or is open to everyone; others are answered with 403.</summary>
    public static T RequireScope<T>(this T routes, KeyScopes scope)
        where T : IEndpointConventionBuilder
    {
        var required = new RequiredScope(scope);
        routes.RequireAuthorization(required.Policy());
        return routes.WithMetadata(required);
    }
}
