using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vae.Api.Tests.Support;

namespace Vae.Api.Tests.Security;

/// <summary>Who may call, and from where.</summary>
public sealed class AccessTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private static readonly string[] Open = ["/healthz", "/readyz", "/v2/health/live", "/v2/health/ready"];

    [Fact]
    public async Task EveryRoute_NeedsTheKey_WhenThereIsOne()
    {
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?> { ["Security:ApiKey"] = Key, ["Worker:RunJobs"] = "false" });
        var routes = server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToArray();
        routes.Length.ShouldBeGreaterThan(20);

        foreach (var route in routes)
        {
            var path = "/" + route.RoutePattern.RawText!.TrimStart('/').Replace("{documentName}", "v1");
            foreach (var method in route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)
            {
                var isOpen = Open.Contains(path);
                (route.Metadata.GetMetadata<IAllowAnonymous>() is not null).ShouldBe(isOpen, path);
                foreach (var credentials in (string?[])[null, "Bearer", "Bearer ", $"Bearer {Key}x", $"Bearer {Key[1..]}", $"Basic {Key}", Key])
                {
                    var answer = await SendAsync(server, method, path, credentials);
                    if (isOpen)
                        answer.Status.ShouldBe(200, path);
                    else
                        answer.ShouldBeRefused(path, 401, "unauthorized");
                }
                (await SendAsync(server, method, path, $"Bearer {Key}")).Status.ShouldNotBe(401, path);
            }
        }
    }

    [Fact]
    public async Task Unknown_IsHiddenBehindTheKey_AndThePageIsNot()
    {
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?> { ["Security:ApiKey"] = Key, ["Worker:RunJobs"] = "false" });

        var unknown = await server.GetAsync("/metrics");
        unknown.ShouldBeProblem(401, "unauthorized");
        unknown.Headers["WWW-Authenticate"].ShouldStartWith("Bearer");
        (await server.GetAsync($"/jobs?key={Key}")).ShouldBeProblem(401, "unauthorized");
        (await server.SendAsync(HttpMethod.Delete, "/train", null, null)).ShouldBeProblem(401, "unauthorized");
        (await server.GetAsync("/")).Status.ShouldBe(200);
        (await server.GetAsync("/app.js")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("evil.test", 400)]
    [InlineData("127.0.0.1.evil.test", 400)]
    [InlineData("localhost.", 400)]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:1234", 200)]
    [InlineData("[::1]:80", 200)]
    [InlineData("mine.test", 200)]
    public async Task Host_MustBeTheServers(string host, int status)
    {
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?> { ["Http:AllowedHosts"] = "mine.test; other.test", ["Worker:RunJobs"] = "false" });
        foreach (var path in (string[])["/healthz", "/", "/jobs"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
            using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            var answer = await Answer.ReadAsync(response);
            if (status == 200)
                answer.Status.ShouldBe(200, answer.Text);
            else
                answer.ShouldBeProblem(400, "host-not-allowed");
        }
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 404)]
    [InlineData("Sec-Fetch-Site", "none", 404)]
    [InlineData("Origin", "http://evil.test", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Origin", "http://127.0.0.1:1", 403)]
    [InlineData("Origin", "self", 404)]
    public async Task Page_OfAnotherOrigin_MayNotChangeAnything(string header, string value, int status)
    {
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?> { ["Worker:RunJobs"] = "false" });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/jobs/unknown/cancel");
        request.Headers.TryAddWithoutValidation(header, value == "self" ? server.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) : value);

        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        (await Answer.ReadAsync(response)).ShouldBeProblem(status, status == 403 ? "cross-origin" : "job-not-found");
    }

    [Fact]
    public async Task Answer_CarriesTheHeadersThatBrowsersNeed()
    {
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?> { ["Worker:RunJobs"] = "false" });

        foreach (var path in (string[])["/jobs", "/nothing", "/sample"])
        {
            var answer = await server.GetAsync(path);
            answer.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
            answer.Headers["Content-Security-Policy"].ShouldStartWith("default-src 'none'");
            answer.Headers["Referrer-Policy"].ShouldBe("no-referrer");
            answer.Headers["Cache-Control"].ShouldBe("no-store");
            answer.Headers.ContainsKey("Server").ShouldBeFalse();
        }
    }

    private static async Task<Answer> SendAsync(ApiServer server, string method, string path, string? credentials)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (credentials is not null)
            request.Headers.TryAddWithoutValidation("Authorization", credentials);
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(response);
    }
}
