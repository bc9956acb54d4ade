using Hangfire;
using Hangfire.Logging;
using Microsoft.AspNetCore.Authentication;
using Vae.Api.Dashboard;
using Vae.Api.Security;
using Vae.Catalog.Keys;
using Vae.Worker;

namespace Vae.Api;

/// <summary>Hangfire's dashboard at <c>/hangfire</c>: behind a key with the scope admin, and to look at only unless the configuration says otherwise.</summary>
internal static partial class ApiHost
{
    private const string DashboardPath = "/hangfire";
    private const string DashboardPolicy = "dashboard";

    private static readonly RequiredScope Admin = new(KeyScopes.Admin);

    private static void AddDashboard(IServiceCollection services)
    {
        // The dashboard asks for Hangfire's own registrations; the storage is the engine's, which the worker registered before.
        services.AddHangfire((provider, hangfire) => hangfire
            .UseStorage(provider.GetRequiredService<JobStorage>())
            .UseLogProvider(provider.GetRequiredService<ILogProvider>()));
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, DashboardKeyHandler>(DashboardKeyHandler.SchemeName, null);
        services.AddAuthorizationBuilder().AddPolicy(DashboardPolicy, Admin.Policy(DashboardKeyHandler.SchemeName));
    }

    private static void MapDashboard(WebApplication app)
    {
        var options = DashboardSettings.Read(app.Configuration);
        // A queue in the memory of another process cannot be shown.
        if (!app.Services.GetRequiredService<WorkerOptions>().RunJobs && !options.IsStorageShared)
            return;
        app.MapHangfireDashboardWithAuthorizationPolicy(
                DashboardPolicy,
                DashboardPath,
                new DashboardOptions
                {
                    DashboardTitle = "Vae jobs",
                    IsReadOnlyFunc = _ => options.ReadOnly,
                    DisplayStorageConnectionString = false,
                })
            .Add(endpoint =>
            {
                endpoint.Metadata.Add(Admin);
                endpoint.RequestDelegate = WithItsOwnPolicy(endpoint.RequestDelegate!);
            });
    }

    /// <summary>The dashboard's pages carry inline styles and scripts, as Swagger UI's do.</summary>
    private static RequestDelegate WithItsOwnPolicy(RequestDelegate page) => http =>
    {
        http.Response.Headers.ContentSecurityPolicy = SecurityHeaders.InlinePolicy;
        return page(http);
    };
}
