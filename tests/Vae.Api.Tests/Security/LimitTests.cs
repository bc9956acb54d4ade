using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Vae.Api.Tests.Support;
using Vae.Catalog.Jobs;
using Vae.Catalog.Keys;
using Vae.TestUtils;

namespace Vae.Api.Tests.Security;

/// <summary>How much one caller may have.</summary>
public sealed class LimitTests
{
    private const string Request = """{"dataset":"digits"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Inference_IsLimitedPerKey_AndFreeWithoutKeys()
    {
        await using var server = await TestKeys.StartAsync(("RateLimits:InferPerSecond", "1"), ("RateLimits:InferBurst", "5"));
        for (var i = 0; i < 20; i++)
            (await server.GetAsync("/models")).Status.ShouldBe(200);
        var mine = await TestKeys.MakeAsync(server, KeyScopes.Infer);
        var other = await TestKeys.MakeAsync(server, KeyScopes.Infer | KeyScopes.Train);

        var answers = new List<Answer>();
        for (var i = 0; i < 20; i++)
            answers.Add(await TestKeys.SendAsync(server, "GET", "/models", mine));

        answers.Take(5).ShouldAllBe(answer => answer.Status == 200);
        var refused = answers.Where(answer => answer.Status != 200).ToArray();
        refused.Length.ShouldBeGreaterThan(5);
        refused[0].ShouldBeProblem(429, "rate-limited");
        refused[0].Headers["Retry-After"].ShouldBe("1");
        refused[0].Json.GetProperty("perSecond").GetInt32().ShouldBe(1);
        (await TestKeys.SendAsync(server, "GET", "/models", other)).Status.ShouldBe(200, "each key has its own");

        var jobs = new List<Answer>();
        for (var i = 0; i < 20; i++)
            jobs.Add(await TestKeys.SendAsync(server, "GET", "/jobs", other));
        jobs[0].Status.ShouldBe(200, "other routes have a bucket of their own");
        jobs[^1].ShouldBeProblem(429, "rate-limited");
        (await TestKeys.SendAsync(server, "GET", "/models", other)).Status.ShouldBe(200);
        (await TestKeys.SendAsync(server, "GET", "/healthz", other)).Status.ShouldBe(200, "open routes are not counted");
    }

    [Fact]
    [Trait("Category", "Timed")]
    public async Task UnknownKeys_AreRefusedSoon_AndProbesAnswered_WhileTheCatalogIsAway()
    {
        await using var server = await TestKeys.StartAsync();
        var good = await TestKeys.MakeAsync(server, KeyScopes.Train);
        var unknown = ApiKeyText.Create(out _, out _);
        using var away = CatalogLock.Take(server);

        var began = Stopwatch.GetTimestamp();
        var asking = Task.WhenAll(Enumerable.Range(0, 12).Select(_ => TestKeys.SendAsync(server, "GET", "/jobs", unknown)));
        foreach (var path in (string[])["/healthz", "/readyz", "/v2/health/live", "/openapi/v1.json"])
            (await TestKeys.SendAsync(server, "GET", path, unknown)).Status.ShouldBe(200, path);
        (await TestKeys.SendAsync(server, "GET", "/nothing", good)).Status.ShouldBe(404, "keys that are known need no catalog");
        foreach (var answer in await asking)
            answer.ShouldBeProblem(503, "database-unavailable");

        Scale.ShouldHaveTaken(began, TimeSpan.FromSeconds(5), "two seconds for all together");
    }

    [Fact]
    public async Task WrongKeys_AreCountedPerAddress_AndGoodOnesStillPass()
    {
        var tries = Scale.Of(300, 100_000);
        await using var server = await TestKeys.StartAsync();
        var good = await TestKeys.MakeAsync(server, KeyScopes.Train);
        (await server.GetAsync("/jobs")).ShouldBeProblem(401, "unauthorized");

        var statuses = new List<int>();
        for (var i = 0; i < tries; i++)
        {
            var answer = await TestKeys.SendAsync(server, "GET", "/jobs", i % 50 == 0 ? ApiKeyText.Create(out _, out _) : $"guess-{i}");
            statuses.Add(answer.Status);
            if (answer.Status == 429)
            {
                answer.ShouldBeProblem(429, "rate-limited");
                answer.Headers.ContainsKey("Retry-After").ShouldBeTrue();
            }

            if (i % 100 == 0)
                (await TestKeys.SendAsync(server, "GET", "/jobs", good)).Status.ShouldBe(200);
        }

        statuses.Take(20).ShouldAllBe(status => status == 401);
        statuses.Distinct().Order().ShouldBe([401, 429]);
        statuses.Skip(20).Count(status => status == 429).ShouldBeGreaterThan(tries - 20 - (tries / 10));
        (await server.GetAsync("/jobs")).ShouldBeProblem(401, "unauthorized");
    }

    [Fact]
    [Trait("Category", "Timed")]
    public async Task Submissions_AreBoundedPerKey_AndCheapToRefuse()
    {
        var tries = Scale.Of(400, 10_000);
        await using var server = await TestKeys.StartAsync();
        var flood = await TestKeys.MakeAsync(server, KeyScopes.Train);
        var other = await TestKeys.MakeAsync(server, KeyScopes.Train);

        var started = Stopwatch.GetTimestamp();
        var statuses = new Dictionary<string, int>();
        var gate = new Lock();
        await Parallel.ForEachAsync(Enumerable.Range(0, tries), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancellation }, async (_, _) =>
        {
            var answer = await TestKeys.SendAsync(server, "POST", "/train", flood, Request);
            var kind = answer.Status == 202 ? "accepted" : answer.Json.GetProperty("type").GetString()!;
            if (answer.Status != 202)
                answer.Headers.ContainsKey("Retry-After").ShouldBeTrue();
            lock (gate)
                statuses[kind] = statuses.GetValueOrDefault(kind) + 1;
        });
        Scale.ShouldHaveTaken(started, TimeSpan.FromSeconds(10), "a refusal is cheap");

        statuses["accepted"].ShouldBe(20);
        statuses.Keys.Order().ShouldBe(["accepted", "urn:vae:problem:queue-quota", "urn:vae:problem:rate-limited"]);
        statuses["urn:vae:problem:rate-limited"].ShouldBeGreaterThan(tries / 2);
        (await server.Services.GetRequiredService<JobStore>().CountAsync(Cancellation)).ShouldBe(20);
        (await TestKeys.SendAsync(server, "POST", "/train", other, Request)).Status.ShouldBe(202, "others have room");
    }

    [Fact]
    public async Task Streams_AreBoundedPerKey_UntilOneEnds()
    {
        await using var server = await TestKeys.StartAsync();
        var mine = await TestKeys.MakeAsync(server, KeyScopes.Train);
        var other = await TestKeys.MakeAsync(server, KeyScopes.Train);
        var id = (await TestKeys.SendAsync(server, "POST", "/train", mine, Request)).Json.GetProperty("id").GetString()!;
        var otherId = (await TestKeys.SendAsync(server, "POST", "/train", other, Request)).Json.GetProperty("id").GetString()!;

        var open = new List<HttpResponseMessage>();
        for (var i = 0; i < 4; i++)
            open.Add(await StreamAsync(mine, id));
        open.ShouldAllBe(stream => (int)stream.StatusCode == 200);
        using var refused = await StreamAsync(mine, id);
        (await Answer.ReadAsync(refused)).ShouldBeProblem(429, "stream-quota");
        open.Add(await StreamAsync(other, otherId));
        ((int)open[^1].StatusCode).ShouldBe(200, "others have streams of their own");

        open[0].Dispose();
        await Eventually.TrueAsync(
            async () =>
            {
                var next = await StreamAsync(mine, id);
                open.Add(next);
                return (int)next.StatusCode == 200;
            },
            "a stream that ended makes room");
        open.ForEach(stream => stream.Dispose());

        Task<HttpResponseMessage> StreamAsync(string key, string job) => server.Http.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, $"/jobs/{job}/events") { Headers = { { "Authorization", $"Bearer {key}" } } },
            HttpCompletionOption.ResponseHeadersRead,
            Cancellation);
    }
}
