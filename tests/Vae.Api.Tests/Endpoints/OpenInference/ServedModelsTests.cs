using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Vae.Api.Inference;
using Vae.Api.Tests.Support;
using Vae.TestUtils;

namespace Vae.Api.Tests.Endpoints.OpenInference;

/// <summary>Metadata and readiness come from what the server knows, not from the catalog.</summary>
public sealed class ServedModelsTests
{
    private static readonly Dictionary<string, string?> SubmitOnly = new() { ["Worker:RunJobs"] = "false" };

    [Fact]
    [Trait("Category", "Timed")]
    public async Task Models_AreKnown_WhileTheCatalogIsAway()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        await server.PublishAndServeAsync("first", 1);
        await server.PublishAndServeAsync("second", 2);
        var host = server.Services.GetRequiredService<InferenceHost>();
        await Eventually.TrueAsync(() => Task.FromResult(host.Directory.Versions.Count == 2), "the directory has both");
        using var away = CatalogLock.Take(server);

        var began = Stopwatch.GetTimestamp();
        foreach (var model in (string[])["first.encoder", "first.decoder/versions/1", "second.decoder", "latest.encoder"])
        {
            (await server.GetAsync($"/v2/models/{model}/ready")).Status.ShouldBe(200, model);
            (await server.GetAsync($"/v2/models/{model}")).Status.ShouldBe(200, model);
        }
        Scale.ShouldHaveTaken(began, TimeSpan.FromSeconds(4), "less than the catalog's patience with a lock");
    }

    [Fact]
    public async Task Model_IsNotReady_WhenThisServerFoundItDamaged()
    {
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?>(SubmitOnly) { ["Inference:PollInterval"] = "00:30:00" });
        await TestModels.PublishAsync(server.Services, "model", 1, 2);
        await TestModels.PublishAsync(server.Services, "model", 2, 2);
        var host = server.Services.GetRequiredService<InferenceHost>();
        await host.RefreshAsync(TestContext.Current.CancellationToken);
        var bad = host.Directory.Versions.Single(version => version.Version == 1);
        (await server.GetAsync("/v2/models/model.encoder")).Text.ShouldContain("""["1","2"]""");

        await server.Services.GetRequiredService<Quarantine>().AddAsync(bad, new InvalidDataException("damaged"), TestContext.Current.CancellationToken);

        host.Directory.Versions.ShouldContain(bad, "it is not looked for anew");
        (await server.GetAsync("/v2/models/model.encoder/versions/1/ready")).ShouldBeOpenInferenceError(404);
        (await server.GetAsync("/v2/models/model.encoder/versions/1")).ShouldBeOpenInferenceError(404);
        (await server.GetAsync("/v2/models/model.encoder/ready")).Status.ShouldBe(200);
        (await server.GetAsync("/v2/models/model.encoder")).Text.ShouldContain("""["2"]""");
    }
}
