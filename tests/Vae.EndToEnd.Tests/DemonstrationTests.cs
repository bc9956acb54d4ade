using System.Net;
using System.Text.Json;
using Vae.Core.Imaging;
using Vae.TestUtils;

namespace Vae.EndToEnd.Tests;

/// <summary>What a newcomer sees: <c>./run</c> on an empty folder.</summary>
public sealed class DemonstrationTests
{
    [Fact]
    public async Task EmptyCatalog_TrainsDigitsAndServesThem_WithNobodysHelp()
    {
        using var data = new TemporaryFolder();
        using ServiceProcess service = await ServiceProcess.StartAsync(data.Path, [], new Dictionary<string, string> { ["Demo__Epochs"] = "1" });

        (await service.Http.GetAsync("sample?count=16")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, "nothing is trained yet");
        HttpResponseMessage sample = new();
        await service.WaitAsync(async () => (sample = await service.Http.GetAsync("sample?count=16&seed=1")).IsSuccessStatusCode, TimeSpan.FromMinutes(5), "a sample");

        sample.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        sample.Headers.GetValues("X-Model-Version").ShouldBe(["digits@1"]);
        byte[] png = await sample.Content.ReadAsByteArrayAsync();
        ImageGate.Inspect(png, new ImageLimits(), out _).Width.ShouldBeGreaterThan(4 * 28);

        JsonElement model = await service.GetJsonAsync("models/digits");
        JsonElement test = model.GetProperty("metrics").GetProperty("test");
        test.GetProperty("kl").GetDouble().ShouldBeGreaterThan(5, "the posterior must not have collapsed");
        service.Output.ShouldContain("/swagger");
    }

    [Fact]
    public async Task NoDemo_TrainsNothing()
    {
        using var data = new TemporaryFolder();
        using ServiceProcess service = await ServiceProcess.StartAsync(data.Path, ["--no-demo"]);

        JsonElement jobs = await service.GetJsonAsync("jobs");
        HttpResponseMessage sample = await service.Http.GetAsync("sample?count=16");

        jobs.GetProperty("items").GetArrayLength().ShouldBe(0);
        sample.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        string problem = await sample.Content.ReadAsStringAsync();
        problem.ShouldContain("urn:vae:problem:no-model");
        problem.ShouldContain("/train", Case.Sensitive, "it says how to train one");
    }
}
