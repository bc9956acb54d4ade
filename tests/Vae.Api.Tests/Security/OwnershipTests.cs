using System.Text.RegularExpressions;
using Vae.Api.Tests.Support;
using Vae.Catalog.Keys;

namespace Vae.Api.Tests.Security;

/// <summary>Jobs are their submitter's own.</summary>
public sealed class OwnershipTests
{
    private const string Request = """{"dataset":"digits"}""";

    [Fact]
    public async Task Job_IsNotThere_ForOtherKeys()
    {
        await using var server = await TestKeys.StartAsync();
        var mine = await TestKeys.MakeAsync(server, KeyScopes.Train);
        var other = await TestKeys.MakeAsync(server, KeyScopes.Train | KeyScopes.Infer | KeyScopes.Dataset);
        var admin = await TestKeys.MakeAsync(server, KeyScopes.Admin);
        var id = (await TestKeys.SendAsync(server, "POST", "/train", mine, Request)).Json.GetProperty("id").GetString()!;
        var unknown = new string('0', id.Length);

        (string Method, string Path)[] calls = [("GET", ""), ("GET", "/events"), ("GET", "/metrics"), ("GET", "/samples/1"), ("GET", "/reconstructions/1"), ("GET", "/checkpoint"), ("POST", "/cancel")];
        foreach (var (method, path) in calls)
        {
            var foreign = await TestKeys.SendAsync(server, method, $"/jobs/{id}{path}", other);
            var absent = await TestKeys.SendAsync(server, method, $"/jobs/{unknown}{path}", other);
            foreign.ShouldBeProblem(404, "job-not-found");
            WithoutTrace(foreign).ShouldBe(WithoutTrace(absent), path);
            foreign.Headers.Keys.Order().ShouldBe(absent.Headers.Keys.Order(), path);
        }

        (await IdsAsync(server, other)).ShouldBeEmpty();
        (await IdsAsync(server, mine)).ShouldBe([id]);
        (await IdsAsync(server, admin)).ShouldBe([id]);
        (await TestKeys.SendAsync(server, "GET", $"/jobs/{id}", admin)).Json.GetProperty("state").GetString().ShouldBe("queued");
        (await TestKeys.SendAsync(server, "GET", $"/jobs/{id}/checkpoint", admin)).ShouldBeProblem(404, "job-checkpoint-not-found");
        (await TestKeys.SendAsync(server, "POST", $"/jobs/{id}/cancel", mine)).Status.ShouldBe(202);
        (await TestKeys.SendAsync(server, "POST", $"/jobs/{id}/cancel", mine)).ShouldBeProblem(409, "conflict");
    }

    [Fact]
    public async Task JobOfTheTimeWithoutKeys_IsTheAdminsOnly()
    {
        await using var server = await TestKeys.StartAsync();
        var id = (await server.PostJsonAsync("/train", Request)).Json.GetProperty("id").GetString()!;
        var key = await TestKeys.MakeAsync(server, KeyScopes.Train);
        var admin = await TestKeys.MakeAsync(server, KeyScopes.Admin);

        (await TestKeys.SendAsync(server, "GET", $"/jobs/{id}", key)).ShouldBeProblem(404, "job-not-found");
        (await TestKeys.SendAsync(server, "GET", $"/jobs/{id}", admin)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task IdempotencyKey_NeverLeadsToAnothersJob()
    {
        await using var server = await TestKeys.StartAsync();
        var mine = await TestKeys.MakeAsync(server, KeyScopes.Train);
        var other = await TestKeys.MakeAsync(server, KeyScopes.Train);

        var first = await SubmitAsync(mine, Request);
        var again = await SubmitAsync(mine, Request);
        var foreign = await SubmitAsync(other, """{"dataset":"digits","priority":3}""");

        again.Json.GetProperty("id").GetString().ShouldBe(first.Json.GetProperty("id").GetString());
        foreign.Status.ShouldBe(202, foreign.Text);
        foreign.Json.GetProperty("id").GetString().ShouldNotBe(first.Json.GetProperty("id").GetString());

        Task<Answer> SubmitAsync(string key, string json) => TestKeys.SendAsync(server, "POST", "/train", key, json, ("Idempotency-Key", "nightly"));
    }

    private static string WithoutTrace(Answer answer) => Regex.Replace(answer.Text, "\"traceId\":\"[^\"]*\"", "");

    private static async Task<string?[]> IdsAsync(ApiServer server, string key)
    {
        var answer = await TestKeys.SendAsync(server, "GET", "/jobs", key);
        answer.Status.ShouldBe(200, answer.Text);
        return [.. answer.Json.GetProperty("items").EnumerateArray().Select(job => job.GetProperty("id").GetString())];
    }
}
