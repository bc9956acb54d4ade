using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Vae.Api.Tests.Support;
using Vae.TestUtils;

namespace Vae.Api.Tests.Telemetry.Metrics;

/// <summary>What a scraper gets.</summary>
public sealed partial class MetricsEndpointTests(TrainedServer trained)
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_HaveEveryDocumentedName_AfterTraffic()
    {
        await trained.Server.GetAsync("/sample?count=1&seed=1");
        using (var client = new HttpClient { BaseAddress = trained.Server.Http.BaseAddress })
            await client.GetStringAsync("/healthz", Cancellation);
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), Cancellation);
        var table = readme[readme.IndexOf("| metric |", StringComparison.Ordinal)..];
        var documented = MetricName().Matches(table[..table.IndexOf("\n\n", StringComparison.Ordinal)]).Select(match => match.Groups[1].Value).ToArray();
        documented.Length.ShouldBeGreaterThan(15);

        await Eventually.TrueAsync(
            async () => (await ScrapeAsync(trained.Server)).TryGetValue("vae_jobs_open", out var jobs) && jobs.Samples.Count == 3, "the catalog was looked at");
        await Eventually.TrueAsync(async () => (await ScrapeAsync(trained.Server)).ContainsKey("kestrel_connection_duration_seconds"), "the connection has ended");
        var families = await ScrapeAsync(trained.Server);

        documented.Except(families.Keys).ShouldBeEmpty();
        families["vae_jobs_finished_total"].Samples.Single(sample => sample.Labels["outcome"] == "succeeded").Value.ShouldBeGreaterThanOrEqualTo(1);
        families["vae_training_images_total"].Samples[0].Value.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public async Task Route_IsTheTemplate_AndUnknownMethodsAreOne()
    {
        await trained.Server.GetAsync("/jobs/nobody-has-this-id");
        await trained.Server.GetAsync("/nowhere/evil-path");
        await trained.Server.SendAsync(new HttpMethod("EVILMETHOD"), "/jobs", null, null);

        var samples = (await ScrapeAsync(trained.Server))["http_server_request_duration_seconds"].Samples;

        samples.ShouldContain(sample => sample.Labels.GetValueOrDefault("http_route") == "/jobs/{id}");
        var labels = string.Join('\n', samples.SelectMany(sample => sample.Labels.Values));
        labels.ShouldNotContain("nobody-has-this-id");
        labels.ShouldNotContain("evil", Case.Insensitive);
        samples.ShouldContain(sample => sample.Labels["http_request_method"] == "_OTHER");
    }

    [Theory]
    [InlineData(null, "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("*/*", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", "application/openmetrics-text; version=1.0.0; charset=utf-8")]
    public async Task Form_IsTheOneAskedFor(string? accept, string type)
    {
        var answer = await trained.Server.GetAsync("/metrics", accept);

        answer.Headers["Content-Type"].ShouldBe(type);
        Exposition.Parse(answer.Text, type.StartsWith("application", StringComparison.Ordinal)).ShouldContainKey("vae_build_info");
    }

    [Fact]
    public async Task OwnPort_ServesTheMetricsAlone_WithoutAKey()
    {
        var port = FreePort();
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?>
        {
            ["Security:ApiKey"] = Key,
            ["Worker:RunJobs"] = "false",
            ["Metrics:Port"] = $"{port}",
        });
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        Exposition.Parse(await http.GetStringAsync("/metrics", Cancellation), open: false).ShouldContainKey("vae_build_info");
        foreach (var path in (string[])["/", "/healthz", "/jobs", "/metrics/x", "/swagger"])
            (await http.GetAsync(path, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        (await http.PostAsync("/metrics", null, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        using var rebound = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { Host = "evil.test" } };
        (await http.SendAsync(rebound, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await server.GetAsync("/metrics")).ShouldBeProblem(401, "unauthorized");
    }

    private static async Task<Dictionary<string, Family>> ScrapeAsync(ApiServer server) =>
        Exposition.Parse((await server.GetAsync("/metrics")).Text, open: false);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"^\| `([a-z0-9_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex MetricName();
}
