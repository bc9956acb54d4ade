using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Vae.TestUtils;

namespace Vae.EndToEnd.Tests;

/// <summary>Leaving on a signal, by the built service.</summary>
public sealed class DrainTests
{
    private const string LongJob = """{"dataset":"digits","preset":"mlp","name":"long","training":{"epochs":1000}}""";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Sigterm_FailsNoRequest_HandsTheJobBack_AndExitsWithZero()
    {
        using var data = new TemporaryFolder();
        using ServiceProcess service = await ServiceProcess.StartAsync(data.Path, ["--no-demo"], new Dictionary<string, string> { ["Http__DrainDelay"] = "00:00:03" });
        string id = await service.TrainAsync(LongJob);
        await service.WaitAsync(async () => State(await service.GetJsonAsync($"jobs/{id}")) == "running", Limit, "the job runs");
        using HttpResponseMessage stream = await service.Http.GetAsync($"jobs/{id}/events", HttpCompletionOption.ResponseHeadersRead);
        Task<string> events = stream.Content.ReadAsStringAsync();

        long began = Stopwatch.GetTimestamp();
        service.Signal("TERM");
        await service.WaitAsync(async () => (await service.Http.GetAsync("readyz")).StatusCode == HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(2), "readiness says so");
        JsonElement ready = JsonElement.Parse(await (await service.Http.GetAsync("readyz")).Content.ReadAsStringAsync());
        ready.GetProperty("status").GetString().ShouldBe("draining");
        await service.WaitAsync(async () => State(await service.GetJsonAsync($"jobs/{id}")) == "queued", TimeSpan.FromSeconds(3), "the job goes back at once");
        var answered = 0;
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(2))
        {
            using HttpResponseMessage response = await service.Http.GetAsync("datasets/digits/items/1?split=test");
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            response.Headers.ConnectionClose.ShouldBe(true);
            answered++;
        }

        (await service.ExitAsync(Limit)).ShouldBe(0, service.Output);
        Stopwatch.GetElapsedTime(began).ShouldBeInRange(TimeSpan.FromSeconds(2.9), Limit);
        answered.ShouldBeGreaterThan(10);
        (await events).ShouldEndWith("event: shutdown\ndata: {}\n\n");
    }

    [Fact]
    public async Task Sigterm_FinishesTheRequestUnderWay()
    {
        using var data = new TemporaryFolder();
        using ServiceProcess service = await ServiceProcess.StartAsync(data.Path, ["--no-demo"], new Dictionary<string, string> { ["Http__DrainDelay"] = "00:00:00" });
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, service.Address.Port);
        System.Net.Sockets.NetworkStream stream = client.GetStream();
        await stream.WriteAsync("POST /train?dryRun=true HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{\"dataset\":"u8.ToArray());
        await Task.Delay(300);

        service.Signal("TERM");
        await Task.Delay(700);
        await stream.WriteAsync("\"digits\"}"u8.ToArray());

        using var reader = new StreamReader(stream);
        string answer = await reader.ReadToEndAsync();
        answer.ShouldStartWith("HTTP/1.1 200");
        answer.ShouldContain("Connection: close");
        (await service.ExitAsync(Limit)).ShouldBe(0, service.Output);
    }

    [Fact]
    public async Task Sigint_WaitsForNoBalancer()
    {
        using var data = new TemporaryFolder();
        using ServiceProcess service = await ServiceProcess.StartAsync(data.Path, ["--no-demo"], new Dictionary<string, string> { ["Http__DrainDelay"] = "00:00:30" });

        service.Signal("INT");

        (await service.ExitAsync(TimeSpan.FromSeconds(10))).ShouldBe(0, service.Output);
    }

    [Fact]
    public async Task SecondSigterm_EndsItAtOnce()
    {
        using var data = new TemporaryFolder();
        using ServiceProcess service = await ServiceProcess.StartAsync(data.Path, ["--no-demo"], new Dictionary<string, string> { ["Http__DrainDelay"] = "00:00:30" });
        service.Signal("TERM");
        await service.WaitAsync(async () => (await service.Http.GetAsync("readyz")).StatusCode == HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5), "it drains");

        service.Signal("TERM");

        (await service.ExitAsync(TimeSpan.FromSeconds(5))).ShouldBe(143, service.Output);
    }

    private static string? State(JsonElement job) => job.GetProperty("state").GetString();
}
