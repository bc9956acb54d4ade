using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vae.Catalog.Keys;

namespace Vae.Api.Tests.Support;

/// <summary>Keys of a server under test, and the routes that they are for.</summary>
internal static class TestKeys
{
    public const KeyScopes All = KeyScopes.Infer | KeyScopes.Dataset | KeyScopes.Train | KeyScopes.Admin;

    public static Task<ApiServer> StartAsync(params (string Key, string Value)[] settings) =>
        ApiServer.StartAsync(settings.Append(("Worker:RunJobs", "false")).ToDictionary(pair => pair.Item1, pair => (string?)pair.Item2));

    /// <summary>Makes a key and waits until the server has seen that there is one.</summary>
    public static async Task<string> MakeAsync(ApiServer server, KeyScopes scopes, TimeSpan? lifetime = null)
    {
        var key = await MakeUnseenAsync(server, scopes, lifetime);
        await Eventually.TrueAsync(async () => (await SendAsync(server, "GET", "/nothing", key)).Status != 0 && (await server.GetAsync("/nothing")).Status == 401, "keys are demanded");
        return key;
    }

    public static async Task<string> MakeUnseenAsync(ApiServer server, KeyScopes scopes, TimeSpan? lifetime = null) =>
        (await server.Services.GetRequiredService<KeyStore>().CreateAsync("test", scopes, lifetime, TestContext.Current.CancellationToken)).Text;

    public static string IdOf(string key) => key.Substring(ApiKeyText.Prefix.Length, ApiKeyText.IdLength);

    public static Task RevokeAsync(ApiServer server, string key) =>
        server.Services.GetRequiredService<KeyStore>().RevokeAsync(IdOf(key), TestContext.Current.CancellationToken);

    /// <summary>Every route with every method, as a request line that names nothing there is.</summary>
    public static IEnumerable<(string RequestLine, RouteEndpoint Route)> Routes(ApiServer server) =>
        from route in server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        from method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]
        select ($"{method} {PathOf(route)}", route);

    public static string PathOf(RouteEndpoint route) =>
        "/" + string.Join('/', route.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "documentName" } => "v1",
            _ => "7",
        }))));

    public static async Task<Answer> SendAsync(ApiServer server, string method, string path, string? key, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (json is not null)
            request.Content = ApiServer.Body(System.Text.Encoding.UTF8.GetBytes(json), "application/json");
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(response);
    }
}
