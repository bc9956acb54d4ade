using Vae.Api.Tests.Support;

namespace Vae.Api.Tests.Security;

/// <summary>Under which names and from whose pages the server may be called.</summary>
public sealed class AccessTests
{
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
}
