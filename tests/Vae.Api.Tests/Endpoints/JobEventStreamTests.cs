using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Vae.Api.Endpoints;
using Vae.Api.Security;
using Vae.Api.Tests.Support;
using Vae.Catalog.Jobs;
using Vae.Catalog.Keys;

namespace Vae.Api.Tests.Endpoints;

/// <summary>What a follower of a job gets while nothing happens, and when the server leaves.</summary>
public sealed class JobEventStreamTests
{
    private const string Job = """{"dataset":"digits","training":{"epochs":1}}""";

    private static readonly Dictionary<string, string?> SubmitOnly = new() { ["Worker:RunJobs"] = "false" };

    [Fact]
    public async Task Quiet_Stream_IsPinged()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        var id = (await server.PostJsonAsync("/train", Job)).Json.GetProperty("id").GetString()!;
        var pipe = new Pipe();
        var http = new DefaultHttpContext { User = new(Caller.Local), Response = { Body = pipe.Writer.AsStream() } };
        using var gone = new CancellationTokenSource();

        var streaming = JobEventStream.StreamAsync(
            http, id, server.Services.GetRequiredService<JobStore>(), server.Services.GetRequiredService<StreamGate>(), new FastTime(100), server.Services.GetRequiredService<IHostApplicationLifetime>(), gone.Token);
        var text = "";
        using var reader = new StreamReader(pipe.Reader.AsStream());
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!text.Contains("event: ping", StringComparison.Ordinal))
            text += await reader.ReadLineAsync(TestContext.Current.CancellationToken) + "\n";
        var took = System.Diagnostics.Stopwatch.GetElapsedTime(began);
        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => streaming);
        took.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(100), "15 s, a hundred times as fast, are 150 ms");
        text.ShouldStartWith("retry: 2000\n\nid: ");
    }

    [Fact]
    public async Task Stream_EndsWithTheCallersKey()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        var key = await TestKeys.MakeAsync(server, KeyScopes.Train);
        var id = (await TestKeys.SendAsync(server, "POST", "/train", key, Job)).Json.GetProperty("id").GetString()!;
        var ring = server.Services.GetRequiredService<KeyRing>();
        var caller = server.Services.GetRequiredService<KeyCheck>().Match(key)!;
        var pipe = new Pipe();

        var streaming = StreamAsync(server, caller, id, pipe, new FastTime(100));
        using var reader = new StreamReader(pipe.Reader.AsStream());
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) != "event: ping")
            streaming.IsCompleted.ShouldBeFalse();
        ring.IsStillGood(caller).ShouldBeTrue();
        await TestKeys.RevokeAsync(server, key);

        await streaming.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        ring.IsStillGood(caller).ShouldBeFalse();
        ring.IsStillGood(Caller.Local).ShouldBeFalse("keys are demanded");
    }

    [Fact]
    public async Task Stream_EndsAfterHalfAnHour()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        var id = (await server.PostJsonAsync("/train", Job)).Json.GetProperty("id").GetString()!;
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));

        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        await StreamAsync(server, Caller.Local, id, pipe, new FastTime(2000)).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        System.Diagnostics.Stopwatch.GetElapsedTime(began).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(890), "30 minutes, two thousand times as fast, are 0.9 s");
    }

    [Fact]
    public async Task Stop_EndsTheStream_WithAnEventOfItsOwn()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        var id = (await server.PostJsonAsync("/train", Job)).Json.GetProperty("id").GetString()!;
        using var response = await server.Http.GetAsync($"/jobs/{id}/events", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        var stopping = server.App.StopAsync(TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        await stopping;

        text.ShouldContain("event: state\n");
        text.ShouldEndWith("event: shutdown\ndata: {}\n\n");
    }

    [Fact]
    public async Task Stop_WaitsForNoClientThatTakesNothing()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        var id = (await server.PostJsonAsync("/train", Job)).Json.GetProperty("id").GetString()!;
        var blocked = new Pipe(new PipeOptions(pauseWriterThreshold: 8, resumeWriterThreshold: 4));
        var http = new DefaultHttpContext { User = new(Caller.Local), Response = { Body = blocked.Writer.AsStream() } };
        var lifetime = server.Services.GetRequiredService<IHostApplicationLifetime>();

        var streaming = JobEventStream.StreamAsync(http, id, server.Services.GetRequiredService<JobStore>(), server.Services.GetRequiredService<StreamGate>(), new FastTime(10), lifetime, CancellationToken.None);
        streaming.IsCompleted.ShouldBeFalse();
        lifetime.StopApplication();

        await streaming.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Encoding.ASCII.GetString((await blocked.Reader.ReadAsync(TestContext.Current.CancellationToken)).Buffer.FirstSpan).ShouldStartWith("retry:");
    }

    private static Task StreamAsync(ApiServer server, Caller caller, string id, Pipe pipe, FastTime time) => JobEventStream.StreamAsync(
        new DefaultHttpContext { User = new(caller), Response = { Body = pipe.Writer.AsStream() } },
        id, server.Services.GetRequiredService<JobStore>(), server.Services.GetRequiredService<StreamGate>(), time, server.Services.GetRequiredService<IHostApplicationLifetime>(), TestContext.Current.CancellationToken);
}
