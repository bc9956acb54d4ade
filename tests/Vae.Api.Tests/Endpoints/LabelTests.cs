using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Vae.Api.Inference;
using Vae.Api.Tests.Support;
using Vae.Core.Models;

namespace Vae.Api.Tests.Endpoints;

/// <summary>Models that are told classes, and models that tell some apart.</summary>
public sealed class LabelTests
{
    private const string Tensor = "application/octet-stream";
    private static readonly Dictionary<string, string?> SubmitOnly = new() { ["Worker:RunJobs"] = "false" };

    [Fact]
    public async Task Routes_TellTheModelTheLabel()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        await PublishAsync(server, "told", new MlpVaeOptions { LatentDim = 2, HiddenDims = [8], Classes = 3 });
        var image = $$"""{"image":"{{Pictures.DataUrl(Pictures.Disc())}}"}""";

        foreach (var ask in (Func<string, Task<Answer>>[])[
            query => server.GetAsync($"/decode?z=1,-1{query}", Tensor),
            query => server.PostJsonAsync($"/decode?{query.TrimStart('&')}", """{"z": [[1, -1], [0, 2]]}""", Tensor),
            query => server.GetAsync($"/sample?count=3&seed=1{query}", Tensor),
            query => server.PostJsonAsync($"/sample?{query.TrimStart('&')}", """{"count": 3, "seed": 1}""", Tensor),
            query => server.PostJsonAsync($"/interpolate?{query.TrimStart('&')}", $$"""{"from": {{image}}, "to": {"z": [2, 0]}, "steps": 3}""", Tensor),
            query => server.GetAsync($"/traverse?steps=3{query}", Tensor),
            query => server.GetAsync($"/manifold?rows=2&columns=2{query}", Tensor),
            query => server.PostBytesAsync($"/reconstruct?{query.TrimStart('&')}", Pictures.Disc(), "image/png", Tensor),
            query => server.PostBytesAsync($"/encode?{query.TrimStart('&')}", Pictures.Disc(), "image/png", Tensor)])
        {
            var (none, zero, two) = (await ask(""), await ask("&label=0"), await ask("&label=2"));
            foreach (var answer in (Answer[])[none, zero, two])
                answer.Status.ShouldBe(200, answer.Text);
            // Bodies and names for caches both tell them apart.
            new[] { none, zero, two }.Select(answer => Convert.ToHexString(answer.Body)).ShouldBeUnique();
            if (none.Headers.ContainsKey("ETag"))
                new[] { none, zero, two }.Select(answer => answer.Headers["ETag"]).ShouldBeUnique();
            (await ask("&label=2")).Body.ShouldBe(two.Body);
        }
    }

    [Fact]
    public async Task Routes_TellEachImageItsOwnLabel_WhenThereAreSeveral()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        await PublishAsync(server, "told", new MlpVaeOptions { LatentDim = 2, HiddenDims = [8], Classes = 3 });
        var image = Pictures.DataUrl(Pictures.Disc());
        var images = $$"""{"images":["{{image}}","{{image}}"]}""";

        foreach (var ask in (Func<string, Task<Answer>>[])[
            label => server.PostJsonAsync($"/decode?label={label}", """{"z": [[1, -1], [1, -1]]}""", Tensor),
            label => server.PostJsonAsync($"/sample?label={label}", """{"count": 2, "seed": 1}""", Tensor),
            label => server.GetAsync($"/sample?count=2&seed=1&label={label}", Tensor),
            label => server.PostJsonAsync($"/encode?label={label}", images, Tensor),
            label => server.PostJsonAsync($"/reconstruct?label={label}", images, Tensor)])
        {
            var (zero, two, both) = ((await ask("0")).Body, (await ask("2")).Body, await ask("0,2"));
            both.Status.ShouldBe(200, both.Text);
            var row = both.Body.Length / 2;
            both.Body[..row].ShouldBe(zero[..row]);
            both.Body[row..].ShouldBe(two[row..]);
            both.Body.ShouldNotBe(zero);
            (await ask("0,1,2")).ShouldBeProblem(422, "label-count-mismatch");
            (await ask("0,3")).ShouldBeProblem(422, "label-out-of-range");
        }
        (await server.GetAsync("/traverse?steps=2&label=0,1")).ShouldBeProblem(422, "label-count-mismatch");
    }

    [Fact]
    public async Task Infer_TellsTheModelTheLabelOfItsParameters()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        await PublishAsync(server, "told", new MlpVaeOptions { LatentDim = 2, HiddenDims = [8], Classes = 3 });
        Task<Answer> Infer(string parameters, string own = "{}", string query = "") => server.PostJsonAsync(
            $"/v2/models/told.decoder/infer{query}",
            $$"""{"parameters":{{parameters}},"inputs":[{"name":"z","shape":[2,2],"datatype":"FP32","parameters":{{own}},"data":[1,-1,0,2]}]}""");
        async Task<float[]> Expected(string query) =>
            [.. MemoryMarshal.Cast<byte, float>((await server.PostJsonAsync($"/decode{query}", """{"z": [[1, -1], [0, 2]]}""", Tensor)).Body)];

        foreach (var (parameters, query) in ((string, string)[])[("{}", ""), ("""{"label":2}""", "?label=2"), ("""{"label":"1"}""", "?label=1"), ("""{"label":"0,2"}""", "?label=0,2")])
        {
            var answer = await Infer(parameters);
            answer.Status.ShouldBe(200, answer.Text);
            answer.Json.GetProperty("outputs")[0].GetProperty("data").EnumerateArray().Select(value => value.GetSingle()).ShouldBe(await Expected(query));
        }

        foreach (var (refused, cause) in ((Answer, string)[])[
            (await Infer("""{"label":3}"""), "from 0 to 2"),
            (await Infer("""{"label":"0,1,2"}"""), "2 with commas"),
            (await Infer("""{"label":true}"""), "whole number"),
            (await Infer("""{"label":0.5}"""), "whole number"),
            (await Infer("""{"label":0,"label":1}"""), "given twice"),
            (await Infer("{}", """{"label":1}"""), "request's parameters"),
            (await Infer("{}", "{}", "?label=1"), "request's parameters")])
        {
            refused.Status.ShouldBe(400, refused.Text);
            refused.Json.GetProperty("error").GetString()!.ShouldContain(cause);
        }
    }

    [Fact]
    public async Task Show_SaysWhatTheModelCanBeTold()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        await PublishAsync(server, "told", new MlpVaeOptions { LatentDim = 2, HiddenDims = [8], Classes = 3 });
        await PublishAsync(server, "sphere", new MlpVaeOptions { LatentDim = 3, HiddenDims = [8], Posterior = PosteriorKind.VonMisesFisher });

        var told = (await server.GetAsync("/models/told")).Json;
        var sphere = (await server.GetAsync("/models/sphere")).Json;

        (told.GetProperty("classes").GetInt32(), told.GetProperty("posterior").GetString(), told.GetProperty("prior").GetString()).ShouldBe((3, "gaussian", "standard-normal"));
        (sphere.GetProperty("classes").GetInt32(), sphere.GetProperty("posterior").GetString(), sphere.GetProperty("prior").GetString()).ShouldBe((0, "von-mises-fisher", "uniform-sphere"));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("-1")]
    [InlineData("one")]
    [InlineData("")]
    [InlineData("99999999999")]
    public async Task Label_IsRefused_WhenThereIsNoSuchClass(string label)
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        await PublishAsync(server, "told", new MlpVaeOptions { LatentDim = 2, HiddenDims = [8], Classes = 3 });

        var answer = await server.GetAsync($"/sample?label={label}");

        answer.ShouldBeProblem(422, "label-out-of-range");
        answer.Json.GetProperty("max").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Label_IsRefused_WhenTheModelIsToldNone()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        await PublishAsync(server, "sphere", new MlpVaeOptions { LatentDim = 3, HiddenDims = [8], Posterior = PosteriorKind.VonMisesFisher });

        (await server.GetAsync("/sample?label=0")).ShouldBeProblem(422, "label-not-taken");
        var drawn = (await server.PostJsonAsync("/sample", """{"count": 2, "seed": 3, "temperature": 5}""", "application/json")).Json;
        foreach (var z in drawn.GetProperty("z").EnumerateArray())
            z.EnumerateArray().Sum(value => Math.Pow(value.GetDouble(), 2)).ShouldBe(1, 1e-5);
        var encoded = (await server.PostBytesAsync("/encode?sample=true&seed=1", Pictures.Disc(), "image/png")).Json.GetProperty("items")[0];
        Numbers(encoded, "z").Sum(value => value * value).ShouldBe(1, 1e-5);
        encoded.TryGetProperty("label", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Encode_SaysWhatTheModelFinds()
    {
        await using var server = await ApiServer.StartAsync(SubmitOnly);
        await PublishAsync(server, "semi", new M2VaeOptions { LatentDim = 2, HiddenDims = [8], Classes = 4 });

        var item = (await server.PostBytesAsync("/encode", Pictures.Disc(), "image/png")).Json.GetProperty("items")[0];
        var label = item.GetProperty("label").GetInt32();

        var probabilities = Numbers(item, "probabilities");
        probabilities.Length.ShouldBe(4);
        probabilities.Sum().ShouldBe(1, 1e-5);
        probabilities[label].ShouldBe(probabilities.Max());
        // What it finds is what it is told where the caller tells it nothing.
        var told = (await server.PostBytesAsync($"/encode?label={label}", Pictures.Disc(), "image/png")).Json.GetProperty("items")[0];
        Numbers(told, "mu").ShouldBe(Numbers(item, "mu"));
        var (own, given) = (await server.PostBytesAsync("/reconstruct", Pictures.Disc(), "image/png", Tensor), await server.PostBytesAsync($"/reconstruct?label={label}", Pictures.Disc(), "image/png", Tensor));
        own.Body.ShouldBe(given.Body);
    }

    private static double[] Numbers(JsonElement owner, string name) => [.. owner.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];

    private static async Task PublishAsync(ApiServer server, string name, VaeOptions options)
    {
        var reference = await TestModels.PublishAsync(server.Services, name, 1, options);
        var host = server.Services.GetRequiredService<InferenceHost>();
        await Eventually.TrueAsync(() => Task.FromResult(host.Newest?.Ref == reference), $"{reference} serves");
    }
}
