using System.Text;
using Vae.Api.Tests.Support;

namespace Vae.Api.Tests.Dashboard;

/// <summary>Hangfire's dashboard: who sees it, and where it is.</summary>
public sealed class DashboardTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Dashboard_NeedsTheKey_WhenThereIsOne()
    {
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?> { ["Security:ApiKey"] = Key });

        foreach (var credentials in (string?[])[null, "Bearer", $"Bearer {Key}x", "Basic", "Basic !", Basic($"{Key}"), Basic($"admin:{Key}x"), Basic($"{Key}:")])
            (await GetAsync(server, "/hangfire", credentials)).ShouldBeProblem(401, "unauthorized");
        (await GetAsync(server, "/hangfire", null)).Headers["WWW-Authenticate"].ShouldStartWith("Basic");

        (await GetAsync(server, "/hangfire", $"Bearer {Key}")).Status.ShouldBe(200);
        (await GetAsync(server, "/hangfire", Basic($"admin:{Key}"))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task OtherRoutes_TakeNoBasicAuthentication()
    {
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?> { ["Security:ApiKey"] = Key });

        (await GetAsync(server, "/jobs", Basic($"admin:{Key}"))).ShouldBeProblem(401, "unauthorized");
    }

    [Fact]
    public async Task Dashboard_IsNotThere_WhenTheQueueIsInAnotherProcess()
    {
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?> { ["Worker:RunJobs"] = "false" });

        (await GetAsync(server, "/hangfire", null)).Status.ShouldBe(404);
    }

    private static string Basic(string pair) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))}";

    private static async Task<Answer> GetAsync(ApiServer server, string path, string? credentials)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (credentials is not null)
            request.Headers.TryAddWithoutValidation("Authorization", credentials);
        using var response = await server.Http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }
}
