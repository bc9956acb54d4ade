using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Vae.Api.Configuration;

namespace Vae.Api.Security;

/// <summary>Registers who may call.</summary>
internal static class SecurityServices
{
    /// <summary>Every route needs a caller with the scope that it names; one that names none lets nobody in, so that no new one is open by oversight. Needs <c>AddVaeCatalog</c>.</summary>
    public static IServiceCollection AddVaeSecurity(this IServiceCollection services, ApiSettings settings)
    {
        services.AddSingleton(settings.Security);
        services.AddSingleton(settings.RateLimits);
        services.AddSingleton<KeyRing>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyRing>());
        services.AddSingleton<KeyCheck>();
        services.AddSingleton<CallLimits>();
        services.AddSingleton<StreamGate>();
        services.AddSingleton<IAuthorizationHandler, ScopeHandler>();
        // AddAuthentication would also set up cookies' keys and write them to the user's home; a bearer key needs none.
        services.AddAuthenticationCore(options => options.DefaultScheme = ApiKeyHandler.SchemeName);
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new DeclaredScope()).Build());
        return services;
    }

    /// <summary>What stands before every answer, static files included: what browsers are told, and whose requests are not looked at.</summary>
    public static void UseVaeGuards(this WebApplication app)
    {
        app.UseMiddleware<MethodGuard>();
        app.UseMiddleware<HostGuard>();
        app.UseMiddleware<OriginGuard>();
    }

    /// <summary>Who calls, whether they may, and how often: in that order, before a handler or a body is touched.</summary>
    public static void UseVaeAccess(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<CallCounter>();
    }
}
