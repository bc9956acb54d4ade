using System.Buffers.Binary;
using System.Text.Json;
using Vae.Api.Tests.Support;
using Vae.Core.Latents;

namespace Vae.Api.Tests.Endpoints;

/// <summary>Traversals and manifolds are decodes of the latents that they promise.</summary>
public sealed class ExploreTests(TrainedServer trained)
{
    private const string Raw = "application/octet-stream";

    private ApiServer Server => trained.Server;

    [Fact]
    public async Task Traverse_DecodesTheStepsAroundItsBase()
    {
        var walk = await Server.PostJsonAsync("/traverse", """{"base":{"z":[0.5,-1,0,2]},"dimensions":[3,1],"range":2,"steps":5}""", Raw);
        var decode = await Server.PostJsonAsync("/decode", """
            {"z":[[0.5,-1,0,0],[0.5,-1,0,1],[0.5,-1,0,2],[0.5,-1,0,3],[0.5,-1,0,4],
                  [0.5,-3,0,2],[0.5,-2,0,2],[0.5,-1,0,2],[0.5,0,0,2],[0.5,1,0,2]]}
            """, Raw);

        walk.Status.ShouldBe(200, walk.Text);
        walk.Body.ShouldBe(decode.Body);
        (await Server.GetAsync("/traverse?z=0.5,-1,0,2&dimensions=3,1&range=2&steps=5", Raw)).Body.ShouldBe(decode.Body);
        var json = (await Server.GetAsync("/traverse?z=0.5,-1,0,2&dimensions=3,1&range=2&steps=5", "application/json")).Json;
        json.GetProperty("offsets").Deserialize<double[]>().ShouldBe([-2, -1, 0, 1, 2]);
        json.GetProperty("dimensions").Deserialize<int[]>().ShouldBe([3, 1]);
        json.GetProperty("base").Deserialize<float[]>().ShouldBe([0.5f, -1, 0, 2]);
        json.GetProperty("images").GetArrayLength().ShouldBe(10);
    }

    [Fact]
    public async Task Traverse_BeginsAtTheOriginWithTheFirstDimension()
    {
        var defaults = await Server.GetAsync("/traverse", Raw);

        defaults.Headers["X-Tensor-Shape"].ShouldBe("9,1,28,28");
        (await Server.PostJsonAsync("/traverse", "{}", Raw)).Body.ShouldBe(defaults.Body);
        (await Server.GetAsync("/traverse?z=0,0,0,0&dimensions=0&range=3&steps=9", Raw)).Body.ShouldBe(defaults.Body);
        (await Server.GetAsync("/traverse?dimensions=all&steps=2", Raw)).Headers["X-Tensor-Shape"].ShouldBe("8,1,28,28");
        (await Server.PostJsonAsync("/traverse", """{"dimensions":"all","steps":2}""", Raw)).Headers["X-Tensor-Shape"].ShouldBe("8,1,28,28");
    }

    [Fact]
    public async Task Manifold_DecodesThePlane_WithTheGreatestYOnTop()
    {
        var body = $$"""{"base":{"z":[9,1,9,-1]},"dimensions":[2,0],"rows":3,"columns":2,"margin":0.1}""";
        var q = NormalQuantile.Of(0.1);
        var rows = new[] { -q, 0, q }.SelectMany(y => new[] { q, -q }, (y, x) => $"[{y:R},1,{x:R},-1]");
        var decode = await Server.PostJsonAsync("/decode", $$"""{"z":[{{string.Join(',', rows)}}]}""", Raw);

        var plane = await Server.PostJsonAsync("/manifold", body, Raw);

        plane.Status.ShouldBe(200, plane.Text);
        plane.Body.ShouldBe(decode.Body);
        (await Server.GetAsync("/manifold?z=9,1,9,-1&dimensions=2,0&rows=3&columns=2&margin=0.1", Raw)).Body.ShouldBe(decode.Body);
        var json = (await Server.PostJsonAsync("/manifold", body, "application/json")).Json;
        json.GetProperty("x").Deserialize<double[]>().ShouldBe([q, -q]);
        json.GetProperty("y").Deserialize<double[]>().ShouldBe([-q, 0, q]);
    }

    [Fact]
    public async Task Manifold_HasFifteenRowsOfFifteen()
    {
        (await Server.GetAsync("/manifold", Raw)).Headers["X-Tensor-Shape"].ShouldBe("225,1,28,28");
        (await Server.PostJsonAsync("/manifold?columns=3", """{"rows":2}""", Raw)).Headers["X-Tensor-Shape"].ShouldBe("6,1,28,28");
        (await Server.GetAsync("/manifold?rows=64&columns=64", Raw)).Headers["X-Tensor-Shape"].ShouldBe("4096,1,28,28");
    }

    [Fact]
    public async Task Base_CanBeAnImage()
    {
        var url = Pictures.DataUrl(Pictures.Disc());
        var mu = (await Server.PostBytesAsync("/encode", Pictures.Disc(), "image/png")).Json.GetProperty("items")[0].GetProperty("mu").Deserialize<float[]>();

        var walk = await Server.PostJsonAsync("/traverse", $$$"""{"base":{"image":"{{{url}}}"},"steps":3}""", "application/json");
        var plane = await Server.PostJsonAsync("/manifold", $$$"""{"base":{"image":"{{{url}}}"},"rows":1,"columns":1}""", "application/json");

        walk.Json.GetProperty("base").Deserialize<float[]>().ShouldBe(mu);
        plane.Json.GetProperty("base").Deserialize<float[]>().ShouldBe(mu);
    }

    [Theory]
    [InlineData("/traverse?dimensions=4", "value-out-of-range")]
    [InlineData("/traverse?dimensions=-1", "value-out-of-range")]
    [InlineData("/traverse?dimensions=", "value-out-of-range")]
    [InlineData("/traverse?dimensions=0,0", "unknown-value")]
    [InlineData("/traverse?steps=1", "count-out-of-range")]
    [InlineData("/traverse?steps=65", "count-out-of-range")]
    [InlineData("/traverse?range=0", "value-out-of-range")]
    [InlineData("/traverse?range=-1", "value-out-of-range")]
    [InlineData("/traverse?range=1001", "value-out-of-range")]
    [InlineData("/traverse?range=NaN", "value-out-of-range")]
    [InlineData("/traverse?z=999,0,0,0&range=2", "latent-out-of-range")]
    [InlineData("/traverse?z=1,2", "latent-dimension-mismatch")]
    [InlineData("/manifold?dimensions=0", "count-out-of-range")]
    [InlineData("/manifold?dimensions=0,1,2", "count-out-of-range")]
    [InlineData("/manifold?dimensions=0,4", "value-out-of-range")]
    [InlineData("/manifold?rows=0", "count-out-of-range")]
    [InlineData("/manifold?rows=65", "count-out-of-range")]
    [InlineData("/manifold?columns=65", "value-out-of-range")]
    [InlineData("/manifold?margin=0", "value-out-of-range")]
    [InlineData("/manifold?margin=0.51", "value-out-of-range")]
    public async Task Query_IsRefused_WhenItAsksForWhatCannotBe(string path, string slug) =>
        (await Server.GetAsync(path)).ShouldBeProblem(422, slug);

    [Theory]
    [InlineData("/traverse", """{"dimensions":[]}""", 422, "count-out-of-range")]
    [InlineData("/traverse", """{"dimensions":[1e300]}""", 422, "value-out-of-range")]
    [InlineData("/traverse", """{"dimensions":[1,1]}""", 422, "unknown-value")]
    [InlineData("/traverse", """{"dimensions":"some"}""", 422, "unknown-value")]
    [InlineData("/traverse", """{"dimensions":["0"]}""", 400, "malformed-json")]
    [InlineData("/traverse", """{"dimensions":0}""", 400, "malformed-json")]
    [InlineData("/traverse", """{"base":[0,0,0,0]}""", 400, "malformed-json")]
    [InlineData("/traverse", """{"base":{}}""", 400, "malformed-json")]
    [InlineData("/traverse", """{"base":{"z":[1]}}""", 422, "latent-dimension-mismatch")]
    [InlineData("/manifold", """{"dimensions":[1,1]}""", 422, "unknown-value")]
    [InlineData("/manifold", """{"dimensions":"all"}""", 422, "count-out-of-range")]
    [InlineData("/manifold", """{"rows":1e9,"columns":1e9}""", 422, "count-out-of-range")]
    [InlineData("/manifold", """{"margin":"x"}""", 400, "malformed-json")]
    public async Task Body_IsRefused_WhenItAsksForWhatCannotBe(string path, string body, int status, string slug) =>
        (await Server.PostJsonAsync(path, body)).ShouldBeProblem(status, slug);

    [Fact]
    public async Task Plane_NeedsTwoDimensions()
    {
        await using var server = await ApiServer.StartAsync(new Dictionary<string, string?> { ["Worker:RunJobs"] = "false" });
        await server.PublishAndServeAsync("line", 1, latentDim: 1);

        (await server.GetAsync("/manifold")).ShouldBeProblem(422, "count-out-of-range");
        BinaryPrimitives.ReadSingleLittleEndian((await server.GetAsync("/traverse", Raw)).Body).ShouldBeInRange(0, 1);
    }
}
