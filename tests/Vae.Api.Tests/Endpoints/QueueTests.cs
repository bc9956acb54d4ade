using Microsoft.Extensions.DependencyInjection;
using Vae.Api.Demo;
using Vae.Api.Tests.Support;

namespace Vae.Api.Tests.Endpoints;

/// <summary>Servers whose jobs wait.</summary>
public sealed class QueueTests
{
    private const string Request = """{"dataset":"digits"}""";

    [Fact]
    public async Task Train_SaysWhenToComeBack_WhenTheQueueIsFull()
    {
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?> { ["Worker:RunJobs"] = "false", ["Data:MaxQueuedJobs"] = "1" });
        (await server.PostJsonAsync("/train", Request)).Status.ShouldBe(202);

        var refused = await server.PostJsonAsync("/train", Request);

        refused.ShouldBeProblem(503, "queue-full");
        refused.Json.GetProperty("max").GetInt32().ShouldBe(1);
        refused.Headers.ContainsKey("Retry-After").ShouldBeTrue();
    }

    [Fact]
    public async Task Events_EndWithTheServer()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?> { ["Worker:RunJobs"] = "false" });
        var id = (await server.PostJsonAsync("/train", Request)).Json.GetProperty("id").GetString();
        using var response = await server.Http.GetAsync($"/jobs/{id}/events", HttpCompletionOption.ResponseHeadersRead, cancellation);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
        (await reader.ReadLineAsync(cancellation)).ShouldStartWith("retry:");

        var stopping = server.App.StopAsync(cancellation);
        await reader.ReadToEndAsync(cancellation).WaitAsync(TimeSpan.FromSeconds(5), cancellation);
        await stopping.WaitAsync(TimeSpan.FromSeconds(5), cancellation);
    }

    [Fact]
    public async Task Demo_IsSubmitted_WhenTheCatalogIsEmpty()
    {
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?> { ["Worker:RunJobs"] = "false", ["Demo:Enabled"] = "true" });

        var job = (await server.GetAsync("/jobs")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();

        job.GetProperty("dataset").GetString().ShouldBe("digits");
        job.GetProperty("name").GetString().ShouldBe("digits");
        var demo = server.Services.GetRequiredService<DemoJob>();
        demo.JobId.ShouldBe(job.GetProperty("id").GetString());
        Banner.Text("http://x", demo).ShouldContain($"http://x/jobs/{demo.JobId}/events");
    }
}
