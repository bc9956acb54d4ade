using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Vae.Api.Configuration;

namespace Vae.Api.Security;

/// <summary>Registers who may call.</summary>
internal static class SecurityServices
{
    /// <summary>Every route needs a known caller unless it says otherwise, so that a new one is protected without being named here.</summary>
    public static IServiceCollection AddVaeSecurity(this IServiceCollection services, ApiSettings settings)
    {
        services.AddSingleton(settings.Security);
        services.AddSingleton<ServerKey>();
        // AddAuthentication would also set up cookies' keys and write them to the user's home; a bearer key needs none.
        services.AddAuthenticationCore(options => options.DefaultScheme = ApiKeyHandler.SchemeName);
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder(ApiKeyHandler.SchemeName).RequireAuthenticatedUser().Build());
        return services;
    }
}
