using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Vae.Api.Configuration;
using Vae.Api.Demo;
using Vae.Api.Endpoints;
using Vae.Api.Endpoints.OpenInference;
using Vae.Api.Errors;
using Vae.Api.Formats;
using Vae.Api.Health;
using Vae.Api.Inference;
using Vae.Api.Maps;
using Vae.Api.OpenApi;
using Vae.Api.Requests;
using Vae.Api.Security;
using Vae.Api.Telemetry;
using Vae.Api.Telemetry.Logs;
using Vae.Api.Telemetry.Metrics;
using Vae.Api.Telemetry.Otlp;
using Vae.Catalog;
using Vae.Worker;

namespace Vae.Api;

/// <summary>Puts the server together.</summary>
internal static partial class ApiHost
{
    private static readonly TimeSpan InferenceTimeout = TimeSpan.FromSeconds(10);

    // With the default delay before it and the last sending of telemetry after it, the process is gone within 20 s of a signal.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The server, not started.</summary>
    public static WebApplication Build(ApiSettings settings)
    {
        // The page lies beside the program, wherever it is started from; the caller's folder is only for relative paths that the caller gives.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddVaeLogs(settings.Log);
        // The running job is handed back at once, and not only when the slowest client has its answer: however the stop was asked for.
        builder.Services.Configure<HostOptions>(host => (host.ServicesStopConcurrently, host.ShutdownTimeout) = (true, ShutdownTimeout));
        // Addresses come from the checked settings alone: ASPNETCORE_URLS or a section Kestrel would open others, past the demand for a key.
        builder.WebHost.PreferHostingUrls(false).ConfigureKestrel(kestrel => Limit(kestrel, settings)).UseSockets(
            // A read into a buffer that is there already is one call to the system, and not two; it costs 4 KiB a connection.
            sockets => sockets.WaitForDataBeforeAllocatingBuffer = false);
        builder.Services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        builder.Services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = InferenceTimeout,
            TimeoutStatusCode = StatusCodes.Status408RequestTimeout,
        });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(settings.Http);
        builder.Services.AddVaeCatalog(settings.Catalog);
        // Before what runs jobs: a server that may not listen begins none.
        builder.Services.AddVaeSecurity(settings);
        builder.Services.AddVaeWorker(settings.Worker);
        builder.Services.AddVaeInference(settings);
        builder.Services.AddVaeMaps(settings.Maps);
        builder.Services.AddSingleton<ServedModels>();
        builder.Services.AddVaeDemo(settings);
        builder.Services.AddVaeOpenApi();
        builder.Services.AddVaeTelemetry(settings);
        AddDashboard(builder.Services);

        var app = builder.Build();
        app.StartVaeTelemetry();
        Use(app, settings);
        Map(app);
        return app;
    }

    /// <summary>The address that the server listens on, as callers on this machine write it.</summary>
    public static string AddressOf(WebApplication app)
    {
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        var any = address.Host is "0.0.0.0" or "[::]";
        return $"http://{(any ? "localhost" : address.Host)}:{address.Port}";
    }

    private static void Use(WebApplication app, ApiSettings settings)
    {
        if (settings.Telemetry.OtlpEndpoint is not null)
            app.UseMiddleware<RequestSpans>();
        if (settings.Log.Requests)
            app.UseMiddleware<RequestLog>();
        app.UseMiddleware<DrainingConnections>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseVaeGuards();
        if (settings.Metrics.Port != 0)
            app.UseMiddleware<MetricsPort>();
        // First, so that a route's request is not looked for among the page's files.
        app.UseRouting();
        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache" });
        app.UseVaeSwagger();
        app.UseVaeAccess();
        app.UseRequestTimeouts();
    }

    private static void Map(WebApplication app)
    {
        app.MapTrain();
        app.MapJobs();
        app.MapDatasets();
        app.MapModels();
        app.MapEncode();
        app.MapDecode();
        app.MapExplore();
        app.MapMaps();
        app.MapOpenInference();
        app.MapHealth();
        app.MapMetrics();
        app.MapSystem();
        app.MapOpenApi().AllowAnonymous();
        MapDashboard(app);
    }

    private static IServiceCollection AddVaeDemo(this IServiceCollection services, ApiSettings settings)
    {
        services.AddSingleton(settings.Demo);
        services.AddSingleton<DemoJob>();
        return services.AddHostedService(provider => provider.GetRequiredService<DemoJob>());
    }

    private static void Limit(KestrelServerOptions kestrel, ApiSettings settings)
    {
        kestrel.Configure(new ConfigurationBuilder().Build());
        kestrel.Listen(new IPEndPoint(settings.Http.Address, settings.Http.Port));
        if (settings.Metrics.Port != 0)
            kestrel.Listen(new IPEndPoint(IPAddress.Loopback, settings.Metrics.Port));
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = 1000;
        limits.MaxRequestBodySize = BodyReader.JsonLimit;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestLineSize = 4 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        limits.MinRequestBodyDataRate = new(4 * 1024, TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new(240, TimeSpan.FromSeconds(5));
        limits.Http2.MaxStreamsPerConnection = 100;
    }
}
