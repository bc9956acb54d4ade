using Vae.Api.Configuration;
using Vae.Api.Tests.Support;

namespace Vae.Api.Tests.Health;

public sealed class SystemEndpointTests(TrainedServer trained)
{
    [Fact]
    public async Task System_TellsWhatRuns_AndNoPath()
    {
        await Eventually.TrueAsync(async () => (await trained.Server.GetAsync("/system")).Text.Contains("\"sqlite\""), "the catalog has answered");
        var answer = await trained.Server.GetAsync("/system");

        var system = answer.Json;
        system.GetProperty("version").GetString().ShouldNotBeNullOrWhiteSpace();
        system.GetProperty("uptimeSeconds").GetDouble().ShouldBeGreaterThan(0);
        system.GetProperty("runtime").GetProperty("dotnet").GetString()!.ShouldStartWith(".NET 10");
        system.GetProperty("libraries").GetProperty("tensors").GetString()!.ShouldContain(".");
        Version.Parse(system.GetProperty("libraries").GetProperty("sqlite").GetString()!).Major.ShouldBe(3);
        system.GetProperty("device").GetProperty("cores").GetInt32().ShouldBe(Environment.ProcessorCount);
        system.GetProperty("limits").GetProperty("inference").GetProperty("queueLimit").GetInt32().ShouldBe(new InferenceOptions().QueueLimit);
        system.GetProperty("limits").GetProperty("image").EnumerateObject().ShouldNotBeEmpty();
        system.GetProperty("model").GetString().ShouldBe(TrainedServer.Model);
        answer.Text.ShouldNotContain(Path.GetTempPath());
    }
}
