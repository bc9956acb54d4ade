using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Vae.Api.Security;
using Vae.Api.Tests.Support;
using Vae.Catalog.Keys;

namespace Vae.Api.Tests.Security;

/// <summary>Every route with every state that credentials can be in.</summary>
public sealed class CredentialTests
{
    private const string Environment = "0123456789abcdef0123456789abcdef";

    private static readonly string[] Open = ["GET /healthz", "GET /openapi/v1.json", "GET /readyz", "GET /v2/health/live", "GET /v2/health/ready"];

    [Fact]
    public async Task EveryRoute_NamesExactlyOneScope_OrIsKnownToBeOpen()
    {
        await using var server = await TestKeys.StartAsync();
        var routes = TestKeys.Routes(server).ToArray();
        routes.Length.ShouldBeGreaterThan(20);

        foreach (var (line, route) in routes)
        {
            var scopes = route.Metadata.GetOrderedMetadata<RequiredScope>();
            if (Open.Contains(line))
            {
                route.Metadata.GetMetadata<IAllowAnonymous>().ShouldNotBeNull(line);
                scopes.ShouldBeEmpty(line);
                continue;
            }

            route.Metadata.GetMetadata<IAllowAnonymous>().ShouldBeNull($"{line} is open to everyone. If that is meant, add it to the list here and to SECURITY.md.");
            scopes.Count.ShouldBe(1, $"{line} must say once which scope it needs: .RequireScope(KeyScopes.…) on the route or its group.");
            Enum.IsDefined(scopes[0].Scope).ShouldBeTrue(line);
            scopes[0].Scope.ShouldNotBe(KeyScopes.None, line);
        }
    }

    [Fact]
    public async Task EveryRoute_NeedsTheScopeOfItsKind()
    {
        (KeyScopes Scope, string[] Prefixes)[] kinds =
        [
            (KeyScopes.Train, ["/train", "/jobs"]),
            (KeyScopes.Dataset, ["/datasets"]),
            (KeyScopes.Admin, ["/metrics", "/system", "/hangfire"]),
            (KeyScopes.Infer, [""]),
        ];
        await using var server = await TestKeys.StartAsync();

        foreach (var (line, route) in TestKeys.Routes(server).Where(pair => !Open.Contains(pair.RequestLine)))
        {
            var path = new PathString(TestKeys.PathOf(route));
            // Weights are what inference may have, whichever way they are asked for.
            var scope = path.Value!.EndsWith("/checkpoint", StringComparison.Ordinal)
                ? KeyScopes.Infer
                : kinds.First(kind => kind.Prefixes.Any(prefix => path.StartsWithSegments(prefix))).Scope;
            route.Metadata.GetRequiredMetadata<RequiredScope>().Scope.ShouldBe(scope, line);
        }
    }

    [Fact]
    public async Task EveryRoute_LetsInExactlyTheKeysThatItShould()
    {
        await using var server = await TestKeys.StartAsync(("RateLimits:AuthFailuresPerMinute", "1000000"), ("RateLimits:InferBurst", "1000000"));
        var states = await StatesAsync(server);

        foreach (var (line, route) in TestKeys.Routes(server))
        {
            var required = route.Metadata.GetMetadata<RequiredScope>()?.Scope;
            foreach (var (state, query, headers) in states.Refused)
            {
                var answer = await RawHttp.SendAsync(server, line + query, headers);
                if (required is null)
                {
                    answer.Status.ShouldBe(200, $"{line}, {state}");
                    continue;
                }

                answer.Status.ShouldBe(401, $"{line}, {state}: {answer.Text}");
                ShouldBeRefused(answer, line, 401, "unauthorized");
                answer.Headers["WWW-Authenticate"].ShouldStartWith("Bearer realm=\"vae\"");
            }

            if (required is not { } scope)
                continue;
            var other = await RawHttp.SendAsync(server, line, $"Authorization: Bearer {states.AllBut[scope]}");
            other.Status.ShouldBe(403, $"{line}, other scope");
            ShouldBeRefused(other, line, 403, "insufficient-scope");
            other.Text.ShouldContain(scope.Words());
            other.Headers["WWW-Authenticate"].ShouldContain("insufficient_scope");
            foreach (var credentials in (string[])[$"Bearer {states.Only[scope]}", $"bearer {states.Only[scope]}", $"BEARER {states.Only[scope]}", $"Bearer {states.Admin}"])
            {
                // The jobs' submissions are counted for a key; a refusal for their number is past the door.
                (await RawHttp.SendAsync(server, line, $"Authorization: {credentials}")).Status.ShouldNotBeOneOf([401, 403, 500], $"{line}, {credentials[..7]}");
            }
        }
    }

    [Fact]
    public async Task UnknownPathsAndMethods_TellNothingWithoutAKey()
    {
        await using var server = await TestKeys.StartAsync();
        var key = await TestKeys.MakeAsync(server, KeyScopes.Dataset);

        foreach (var line in (string[])["GET /nothing", "DELETE /train", "PUT /jobs", "OPTIONS /jobs", "HEAD /models", "PROPFIND /datasets", "GET /jobs/7/nothing", "POST /healthz/7"])
        {
            (await RawHttp.SendAsync(server, line)).Status.ShouldBe(401, line);
            (await RawHttp.SendAsync(server, line, $"Authorization: Bearer {key}")).Status.ShouldBeOneOf([404, 405]);
        }
    }

    [Fact]
    public async Task EnvironmentsKey_HasEveryScope_BesideThoseOfTheCatalog()
    {
        await using var server = await TestKeys.StartAsync(("Security:ApiKey", Environment));
        var key = await TestKeys.MakeAsync(server, KeyScopes.Dataset);

        foreach (var path in (string[])["/jobs", "/models", "/datasets"])
            (await TestKeys.SendAsync(server, "GET", path, Environment)).Status.ShouldBe(200, path);
        (await TestKeys.SendAsync(server, "GET", "/datasets", key)).Status.ShouldBe(200);
        foreach (var wrong in (string[])[Environment[1..], Environment + "0", Environment.ToUpperInvariant()])
            (await TestKeys.SendAsync(server, "GET", "/jobs", wrong)).ShouldBeProblem(401, "unauthorized");
    }

    [Fact]
    public async Task Door_StaysShut_WhenTheLastKeyIsRevoked()
    {
        await using var server = await TestKeys.StartAsync();
        (await server.GetAsync("/jobs")).Status.ShouldBe(200, "loopback without keys is open");

        var key = await TestKeys.MakeUnseenAsync(server, KeyScopes.Train);
        await Eventually.TrueAsync(async () => (await server.GetAsync("/jobs")).Status == 401, "the first key shuts the door");
        (await TestKeys.SendAsync(server, "GET", "/jobs", key)).Status.ShouldBe(200);
        await TestKeys.RevokeAsync(server, key);
        await Eventually.TrueAsync(async () => (await TestKeys.SendAsync(server, "GET", "/jobs", key)).Status == 401, "the key is revoked");

        (await server.GetAsync("/jobs")).ShouldBeProblem(401, "unauthorized");
    }

    [Fact]
    public async Task RouteWithoutAScope_LetsNobodyIn()
    {
        await using var server = await TestKeys.StartAsync();
        server.App.MapGet("/forgotten", () => "secret");
        var admin = await TestKeys.MakeAsync(server, KeyScopes.Admin);

        (await TestKeys.SendAsync(server, "GET", "/forgotten", admin)).ShouldBeProblem(403, "forbidden");
        (await TestKeys.SendAsync(server, "GET", "/jobs", admin)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task NewKey_IsGoodAtItsFirstUse()
    {
        await using var server = await TestKeys.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            var key = await TestKeys.MakeUnseenAsync(server, KeyScopes.Train);
            await Task.Delay(TimeSpan.FromMilliseconds(150), TestContext.Current.CancellationToken);
            (await TestKeys.SendAsync(server, "GET", "/jobs", key)).Status.ShouldBe(200);
        }
    }

    /// <summary>The Open Inference Protocol has a form of its own for errors.</summary>
    private static void ShouldBeRefused(Answer answer, string line, int status, string slug)
    {
        if (line.Contains(" /v2", StringComparison.Ordinal))
            answer.ShouldBeOpenInferenceError(status);
        else
            answer.ShouldBeProblem(status, slug);
    }

    private static async Task<CredentialStates> StatesAsync(ApiServer server)
    {
        KeyScopes[] each = [KeyScopes.Infer, KeyScopes.Dataset, KeyScopes.Train, KeyScopes.Admin];
        var only = new Dictionary<KeyScopes, string>();
        var allBut = new Dictionary<KeyScopes, string>();
        foreach (var scope in each)
        {
            only[scope] = await TestKeys.MakeAsync(server, scope);
            allBut[scope] = await TestKeys.MakeAsync(server, TestKeys.All & ~scope & ~KeyScopes.Admin);
        }

        var admin = only[KeyScopes.Admin];
        var expired = await TestKeys.MakeAsync(server, TestKeys.All, TimeSpan.FromMilliseconds(1));
        var revoked = await TestKeys.MakeAsync(server, TestKeys.All);
        await TestKeys.RevokeAsync(server, revoked);
        var unknown = ApiKeyText.Create(out _, out _);
        // Another key's secret under the id of a good one, with the checksum made right.
        var wrongSecret = Forgery.WithSecret(admin, Forgery.SecretOf(unknown));
        var badSum = admin[..^1] + (admin[^1] == 'a' ? 'b' : 'a');
        (string, string, string[])[] refused =
        [
            ("none", "", []),
            ("empty", "", ["Authorization: "]),
            ("scheme alone", "", ["Authorization: Bearer"]),
            ("scheme and a space", "", ["Authorization: Bearer "]),
            ("unknown key", "", [$"Authorization: Bearer {unknown}"]),
            ("wrong secret", "", [$"Authorization: Bearer {wrongSecret}"]),
            ("bad checksum", "", [$"Authorization: Bearer {badSum}"]),
            ("expired", "", [$"Authorization: Bearer {expired}"]),
            ("revoked", "", [$"Authorization: Bearer {revoked}"]),
            ("two headers", "", [$"Authorization: Bearer {admin}", $"Authorization: Bearer {admin}"]),
            ("two headers, one wrong", "", ["Authorization: Bearer x", $"Authorization: Bearer {admin}"]),
            ("two keys in one header", "", [$"Authorization: Bearer {admin}, Bearer {admin}"]),
            ("other scheme", "", [$"Authorization: Basic {Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"x:{admin}"))}"]),
            ("no scheme", "", [$"Authorization: {admin}"]),
            ("other header", "", [$"X-Api-Key: {admin}"]),
            ("in the query", $"?key={admin}&api_key={admin}&access_token={admin}&authorization=Bearer%20{admin}", []),
            ("in a cookie", "", [$"Cookie: key={admin}; Authorization=Bearer {admin}; __Host-key={admin}"]),
        ];
        return new CredentialStates(refused, only, allBut, admin);
    }

    private sealed record CredentialStates(
        (string State, string Query, string[] Headers)[] Refused, Dictionary<KeyScopes, string> Only, Dictionary<KeyScopes, string> AllBut, string Admin);
}
