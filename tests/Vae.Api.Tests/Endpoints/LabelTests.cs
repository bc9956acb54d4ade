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
