using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Vae.Api.Demo;
using Vae.Api.Tests.Support;
using Vae.Catalog;
using Vae.Catalog.Jobs;
using Vae.Catalog.Sql;
using Vae.TestUtils;

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
    public async Task Events_GoOn_AfterALineThatWasThinnedOut()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?> { ["Worker:RunJobs"] = "false" });
        var jobs = server.Services.GetRequiredService<JobStore>();
        var id = (await server.PostJsonAsync("/train", Request)).Json.GetProperty("id").GetString()!;
        var claim = (await jobs.ClaimAsync(id, "cpu", cancellation))!;
        foreach (var message in (string[])["seen", "thinned", "new"])
            await jobs.LogAsync(claim, message, cancellation);
        await jobs.FailAsync(claim, new JobError("code", "detail"), cancellation);
        var thinned = (await jobs.EventsAsync(id, 0, 100, cancellation)).Single(line => line.Json.Contains("thinned", StringComparison.Ordinal)).Id;
        Execute(server, $"DELETE FROM job_events WHERE id = {thinned}");

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/jobs/{id}/events") { Headers = { { "Last-Event-ID", $"{thinned}" } } };
        using var response = await server.Http.SendAsync(request, cancellation);

        var text = await response.Content.ReadAsStringAsync(cancellation);
        text.ShouldContain("new");
        text.ShouldNotContain("seen");
    }

    [Fact]
    public async Task Dataset_IsAProblemOfItsOwn_WhenItsFilesAreNotWhatTheySay()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        // A header of two 4 by 4 images, and the pixels of one and a half: packed, so that only decoding can tell.
        byte[] lying = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0, 4, .. new byte[24]];
        var dataset = Directory.CreateDirectory(Path.Combine(folder.Path, "lying")).FullName;
        foreach (var name in (string[])["train-images-idx3-ubyte.gz", "t10k-images-idx3-ubyte.gz"])
        {
            await using var packed = new GZipStream(File.Create(Path.Combine(dataset, name)), CompressionLevel.Fastest);
            await packed.WriteAsync(lying, cancellation);
        }

        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?> { ["Worker:RunJobs"] = "false", ["Datasets:Directory"] = folder.Path });

        (await server.GetAsync("/datasets")).Text.ShouldContain("lying");
        foreach (var path in (string[])["/datasets/lying", "/datasets/lying/items/1"])
        {
            var answer = await server.GetAsync(path);
            answer.ShouldBeProblem(422, "dataset-invalid");
            answer.Text.ShouldNotContain(folder.Path);
        }
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

    private static void Execute(ApiServer server, string sql)
    {
        var data = server.Services.GetRequiredService<CatalogOptions>().DataDirectory;
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, CatalogDatabase.FileName)}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery().ShouldBe(1);
    }
}
