using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Vae.Api.Tests.Support;
using Vae.Catalog;
using Vae.Core;

namespace Vae.Api.Tests.Inference;

/// <summary>Swapping, falling back, and leaving nothing behind.</summary>
public sealed class ServingTests
{
    private static readonly Dictionary<string, string?> SubmitOnly = new() { ["Worker:RunJobs"] = "false" };

    [Fact]
    public async Task Inference_SaysHowToTrain_WhenThereIsNoModel()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);

        foreach (var answer in (Answer[])[
            await server.GetAsync("/sample"), await server.GetAsync("/decode?z=0"),
            await server.PostBytesAsync("/encode", Pictures.Disc(), "image/png"), await server.PostJsonAsync("/interpolate", "{}")])
        {
            answer.ShouldBeProblem(503, "no-model");
            answer.Json.GetProperty("detail").GetString()!.ShouldContain($"curl -X POST {server.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)}/train");
            answer.Headers.ContainsKey("Retry-After").ShouldBeTrue();
        }
        (await server.GetAsync("/readyz")).Json.GetProperty("status").GetString().ShouldBe("degraded");
    }

    [Fact]
    public async Task Swap_FailsNoRequest_AndMixesNoVersions()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        await server.PublishAndServeAsync("swapped", 0);
        using var stop = new CancellationTokenSource();
        var answers = new ConcurrentBag<Answer>();
        var hammers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                answers.Add(await server.GetAsync("/decode?z=1,2,3", "application/octet-stream"));
        })).ToArray();

        // A version is replaced only when it has answered, so that every one has a part in this.
        var reference = "swapped@1";
        for (var seed = 1; seed <= 5; seed++)
        {
            await AnsweredAsync(reference);
            reference = await server.PublishAndServeAsync("swapped", seed);
        }
        await AnsweredAsync(reference);
        await stop.CancelAsync();
        await Task.WhenAll(hammers);

        answers.ShouldAllBe(answer => answer.Status == 200);
        // Every version has weights of its own, so that a body tells which one made it.
        var bodies = answers.GroupBy(answer => answer.Headers["X-Model-Version"])
            .ToDictionary(group => group.Key, group => group.Select(answer => Convert.ToHexString(answer.Body)).Distinct().ToArray());
        bodies.Count.ShouldBe(6);
        bodies.Values.ShouldAllBe(distinct => distinct.Length == 1, "a version always answers with the same bits");
        bodies.Values.Select(distinct => distinct[0]).Distinct().Count().ShouldBe(bodies.Count);

        Task AnsweredAsync(string version) => Eventually.TrueAsync(
            () => Task.FromResult(answers.Any(answer => answer.Headers.GetValueOrDefault("X-Model-Version") == version)), $"{version} answers");
    }

    [Fact]
    public async Task First_ServesItsFirstRequest_WithoutWaitingForTheWatcher()
    {
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?>(SubmitOnly) { ["Inference:PollInterval"] = "00:30:00" });
        (await server.GetAsync("/sample")).ShouldBeProblem(503, "no-model");

        await TestModels.PublishAsync(server.Services, "model", 1, 2);

        (await server.GetAsync("/sample")).Headers["X-Model-Version"].ShouldBe("model@1");
    }

    [Fact]
    public async Task Older_StillAnswers_WhenNamed()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        await server.PublishAndServeAsync("first", 1, latentDim: 2);
        await server.PublishAndServeAsync("second", 2, latentDim: 3);

        var old = await server.GetAsync("/decode?z=0,0&model=first");
        var again = await server.GetAsync("/decode?z=0,0&model=first@1");

        old.Status.ShouldBe(200, old.Text);
        old.Headers["X-Model-Version"].ShouldBe("first@1");
        again.Body.ShouldBe(old.Body);
        (await server.GetAsync("/decode?z=0,0,0")).Headers["X-Model-Version"].ShouldBe("second@1");
    }

    [Fact]
    public async Task Corrupt_IsQuarantined_AndTheOlderGoesOnServing()
    {
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?>(SubmitOnly) { ["Inference:PollInterval"] = "00:30:00" });
        await TestModels.PublishAsync(server.Services, "model", 1, 2);
        var host = server.Services.GetRequiredService<Vae.Api.Inference.InferenceHost>();
        await host.RefreshAsync(TestContext.Current.CancellationToken);
        await TestModels.PublishAsync(server.Services, "model", 2, 2);
        Damage((await server.GetAsync("/models/model@2")).Json.GetProperty("sha256").GetString()!, server);

        (await server.GetAsync("/models/model@2/checkpoint")).ShouldBeProblem(503, "checkpoint-unavailable");
        await host.RefreshAsync(TestContext.Current.CancellationToken);

        host.Newest!.Ref.ShouldBe("model@1");
        (await server.GetAsync("/sample?count=1")).Headers["X-Model-Version"].ShouldBe("model@1");
        (await server.GetAsync("/sample?count=1&model=model@2")).ShouldBeProblem(404, "model-not-found");
        (await server.GetAsync("/models/latest")).Json.GetProperty("ref").GetString().ShouldBe("model@1");
    }

    [Fact]
    public async Task ManyRequests_LeaveNoTensors()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        await server.PublishAndServeAsync("busy", 1);
        var png = Pictures.Disc();
        await EncodeAndDecodeAsync(server, png, 1);
        var tensors = LiveTensors.Count;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => EncodeAndDecodeAsync(server, png, 1250)));

        LiveTensors.Count.ShouldBe(tensors);
    }

    [Fact]
    public async Task Shutdown_DisposesTheModels()
    {
        var before = LiveTensors.Count;
        await using (var server = await ApiServer.StartAsync(SubmitOnly))
        {
            await server.PublishAndServeAsync("gone", 1);
            await server.PublishAndServeAsync("gone", 2);
            (await server.GetAsync("/sample?model=gone@1")).Status.ShouldBe(200);
            LiveTensors.Count.ShouldBeGreaterThan(before);
        }
        LiveTensors.Count.ShouldBe(before);
    }

    private static async Task EncodeAndDecodeAsync(ApiServer server, byte[] png, int times)
    {
        for (var i = 0; i < times; i++)
        {
            (await server.PostBytesAsync("/encode", png, "image/png")).Status.ShouldBe(200);
            (await server.GetAsync("/decode?z=1,2,3", "application/octet-stream")).Status.ShouldBe(200);
        }
    }

    private static void Damage(string sha256, ApiServer server)
    {
        var data = server.Services.GetRequiredService<CatalogOptions>().DataDirectory;
        var weights = Directory.GetFiles(data, "model.safetensors", SearchOption.AllDirectories).Single(path => path.Contains(sha256));
        var bytes = File.ReadAllBytes(weights);
        bytes[^1] ^= 0x40;
        File.Delete(weights);
        File.WriteAllBytes(weights, bytes);
    }
}
