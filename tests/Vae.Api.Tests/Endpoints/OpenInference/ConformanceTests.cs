using System.Text.Json;
using Vae.Api.Tests.Support;

namespace Vae.Api.Tests.Endpoints.OpenInference;

/// <summary>The protocol's points one by one: health, metadata, infer as JSON, infer as bytes, the shape of errors.</summary>
public sealed class ConformanceTests(TrainedServer trained)
{
    private const int Latent = TrainedServer.LatentDim;
    private const string Z = """{"name":"z","shape":[2,4],"datatype":"FP32","data":[0.5,-1,0,2,1,1,1,1]}""";

    private ApiServer Server => trained.Server;

    [Theory]
    [InlineData("/v2/health/live")]
    [InlineData("/v2/health/ready")]
    [InlineData("/v2/models/small.encoder/ready")]
    [InlineData("/v2/models/small.decoder/ready")]
    [InlineData("/v2/models/small.decoder/versions/1/ready")]
    [InlineData("/v2/models/latest.encoder/ready")]
    public async Task Health_Is200_WhenItIsTrue(string path) => (await Server.GetAsync(path)).Status.ShouldBe(200);

    [Fact]
    public async Task Health_SaysWhatItMeans()
    {
        (await Server.GetAsync("/v2/health/live")).Text.ShouldBe("""{"live":true}""");
        (await Server.GetAsync("/v2/health/ready")).Text.ShouldBe("""{"live":true,"ready":true}""");
        (await Server.GetAsync("/v2/models/small.encoder/ready")).Text.ShouldBe("""{"name":"small.encoder","ready":true}""");
    }

    [Fact]
    public async Task ServerMetadata_HasNameVersionAndExtensions()
    {
        var metadata = (await Server.GetAsync("/v2")).Json;

        metadata.EnumerateObject().Select(member => member.Name).ShouldBe(["name", "version", "extensions"]);
        metadata.GetProperty("name").GetString().ShouldBe("vae");
        metadata.GetProperty("version").GetString()!.ShouldMatch(@"^\d+\.\d+\.\d+");
        metadata.GetProperty("extensions").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe("binary_tensor_data");
        (await Server.GetAsync("/v2/")).Status.ShouldBe(200, "the specification writes the path with a slash at its end, too");
    }

    [Theory]
    [InlineData("/v2/models/small.encoder")]
    [InlineData("/v2/models/small.encoder/versions/1")]
    public async Task ModelMetadata_DescribesTheEncoder(string path) => (await Server.GetAsync(path)).Text.ShouldBe(
        """{"name":"small.encoder","versions":["1"],"platform":"vae_safetensors","inputs":[{"name":"x","datatype":"FP32","shape":[-1,1,28,28]}],"outputs":[{"name":"mu","datatype":"FP32","shape":[-1,4]},{"name":"logvar","datatype":"FP32","shape":[-1,4]}]}""");

    [Fact]
    public async Task ModelMetadata_DescribesTheDecoder() => (await Server.GetAsync("/v2/models/small.decoder")).Text.ShouldBe(
        """{"name":"small.decoder","versions":["1"],"platform":"vae_safetensors","inputs":[{"name":"z","datatype":"FP32","shape":[-1,4]}],"outputs":[{"name":"x","datatype":"FP32","shape":[-1,1,28,28]}]}""");

    [Fact]
    public async Task ModelMetadata_HasNoVersions_WhenTheNameMeansOne() =>
        (await Server.GetAsync("/v2/models/latest.encoder")).Json.TryGetProperty("versions", out _).ShouldBeFalse("they cannot be asked for by that name");

    [Theory]
    [InlineData("/v2/models/small.decoder/infer", "small.decoder")]
    [InlineData("/v2/models/small.decoder/versions/1/infer", "small.decoder")]
    [InlineData("/v2/models/latest.decoder/infer", "latest.decoder")]
    public async Task Infer_DecodesAsTheOwnRouteDoes_WhenDataIsJson(string path, string name)
    {
        var answer = await Server.PostJsonAsync(path, $$"""{"id":"42","inputs":[{{Z}}]}""");

        answer.Status.ShouldBe(200, answer.Text);
        answer.Type.ShouldBe("application/json");
        answer.Headers["X-Model-Version"].ShouldBe(TrainedServer.Model);
        answer.Json.GetProperty("model_name").GetString().ShouldBe(name);
        answer.Json.GetProperty("model_version").GetString().ShouldBe("1");
        answer.Json.GetProperty("id").GetString().ShouldBe("42");
        answer.Json.GetProperty("parameters").GetProperty("model").GetString().ShouldBe(TrainedServer.Model);
        var output = answer.Json.GetProperty("outputs").EnumerateArray().ShouldHaveSingleItem();
        output.GetProperty("name").GetString().ShouldBe("x");
        output.GetProperty("datatype").GetString().ShouldBe("FP32");
        Ints(output.GetProperty("shape")).ShouldBe([2, 1, 28, 28]);
        Floats(output.GetProperty("data")).ShouldBe(await DecodedAsync("[[0.5,-1,0,2],[1,1,1,1]]"), 1e-6);
    }

    [Fact]
    public async Task Infer_EncodesAsTheOwnRouteDoes()
    {
        var picture = Pictures.Disc();
        var item = (await Server.PostBytesAsync("/encode", picture, "image/png")).Json.GetProperty("items")[0];
        // The disc as Pictures.Disc draws it.
        var pixels = Enumerable.Range(0, 784).Select(i => Math.Pow(i % 28 - 14, 2) + Math.Pow(i / 28 - 14, 2) < 784 / 9.0 ? 250 / 255f : 0f).ToArray();

        var answer = await Server.PostJsonAsync("/v2/models/small.encoder/infer", JsonSerializer.Serialize(new
        {
            inputs = new[] { new { name = "x", shape = new[] { 1, 1, 28, 28 }, datatype = "FP32", data = pixels } },
        }));

        answer.Json.TryGetProperty("id", out _).ShouldBeFalse("the request has none");
        var outputs = answer.Json.GetProperty("outputs").EnumerateArray().ToArray();
        outputs.Select(output => output.GetProperty("name").GetString()).ShouldBe(["mu", "logvar"]);
        foreach (var output in outputs)
        {
            Ints(output.GetProperty("shape")).ShouldBe([1, Latent]);
            Floats(output.GetProperty("data")).ShouldBe(Floats(item.GetProperty(output.GetProperty("name").GetString()!)), 1e-5);
        }
    }

    [Fact]
    public async Task Infer_MixesNothing_WhenManyAskTogether()
    {
        static string Request(int i) => $$"""{"inputs":[{"name":"z","shape":[1,4],"datatype":"FP32","data":[{{i % 7}},-1,{{i % 3}},2]}]}""";
        var alone = new List<string>();
        for (var i = 0; i < 21; i++)
            alone.Add((await Server.PostJsonAsync("/v2/models/small.decoder/infer", Request(i))).Text);
        alone.Distinct().Count().ShouldBe(21);

        var together = await Task.WhenAll(Enumerable.Range(0, 210).Select(i => Server.PostJsonAsync("/v2/models/small.decoder/infer", Request(i))));

        for (var i = 0; i < together.Length; i++)
            together[i].Text.ShouldBe(alone[i % 21]);
    }

    [Theory]
    [InlineData("[[0.5,-1,0,2],[1,1,1,1]]")]
    [InlineData("[0.5,-1,0,2,1,1,1,1]")]
    [InlineData("[5e-1,-1.0,0,2e0,1,1,1,1]")]
    public async Task Infer_TakesFlatAndNestedData(string data)
    {
        var answer = await InferAsync($$"""{"inputs":[{"name":"z","shape":[2,4],"datatype":"FP32","data":{{data}}}]}""");

        Floats(answer.Json.GetProperty("outputs")[0].GetProperty("data")).ShouldBe(await DecodedAsync("[[0.5,-1,0,2],[1,1,1,1]]"), 1e-6);
    }

    [Fact]
    public async Task Infer_TakesMembersInAnyOrder_WithParametersAndTheModelsName()
    {
        var answer = await InferAsync("""
            {"outputs":[{"parameters":{"anything":{"deep":[1]}},"name":"x"}],"parameters":{"mine":7},"model_name":"other","model_version":"9",
             "inputs":[{"data":[[1,2,3,4]],"parameters":{"content_type":"np"},"datatype":"FP32","shape":[1,4],"name":"z"}],"id":""}
            """);

        answer.Status.ShouldBe(200, answer.Text);
        answer.Json.GetProperty("id").GetString().ShouldBe("");
    }

    [Fact]
    public async Task Infer_AnswersTheOutputsAskedFor_InTheirOrder()
    {
        var pixels = string.Join(',', Enumerable.Repeat("0", 784));
        var input = $$"""{"name":"x","shape":[1,1,28,28],"datatype":"FP32","data":[{{pixels}}]}""";

        (await Names($$"""{"inputs":[{{input}}],"outputs":[{"name":"logvar"}]}""")).ShouldBe(["logvar"]);
        (await Names($$"""{"inputs":[{{input}}],"outputs":[{"name":"logvar"},{"name":"mu"}]}""")).ShouldBe(["logvar", "mu"]);
        (await Names($$"""{"inputs":[{{input}}],"outputs":[]}""")).ShouldBe(["mu", "logvar"]);

        async Task<string?[]> Names(string json) => [.. (await Server.PostJsonAsync("/v2/models/small.encoder/infer", json))
            .Json.GetProperty("outputs").EnumerateArray().Select(output => output.GetProperty("name").GetString())];
    }

    [Theory]
    [InlineData("application/octet-stream")]
    [InlineData("application/json")]
    [InlineData(null)]
    public async Task Infer_TakesAndGivesBytes(string? type)
    {
        const string json = """{"id":"b","inputs":[{"name":"z","shape":[2,4],"datatype":"FP32","parameters":{"binary_data_size":32}}],"parameters":{"binary_data_output":true}}""";

        var answer = await BinaryInfer.SendAsync(Server, "/v2/models/small.decoder/infer", json, [0.5f, -1, 0, 2, 1, 1, 1, 1], type);

        answer.Status.ShouldBe(200, answer.Text);
        answer.Type.ShouldBe("application/octet-stream");
        var (head, bytes) = BinaryInfer.Split(answer);
        head.GetProperty("id").GetString().ShouldBe("b");
        var output = head.GetProperty("outputs").EnumerateArray().ShouldHaveSingleItem();
        output.TryGetProperty("data", out _).ShouldBeFalse();
        output.GetProperty("parameters").GetProperty("binary_data_size").GetInt32().ShouldBe(2 * 784 * 4);
        BinaryInfer.Floats(bytes).ShouldBe(await DecodedAsync("[[0.5,-1,0,2],[1,1,1,1]]"), 1e-6);
    }

    [Fact]
    public async Task Infer_MixesJsonAndBytes_WhenAnOutputOverridesTheRequest()
    {
        var pixels = string.Join(',', Enumerable.Repeat("0.5", 784));
        var answer = await Server.PostJsonAsync("/v2/models/small.encoder/infer", $$$"""
            {"inputs":[{"name":"x","shape":[1,1,28,28],"datatype":"FP32","data":[{{{pixels}}}]}],"parameters":{"binary_data_output":true},
             "outputs":[{"name":"mu","parameters":{"binary_data":false}},{"name":"logvar"}]}
            """);

        var (head, bytes) = BinaryInfer.Split(answer);
        Floats(head.GetProperty("outputs")[0].GetProperty("data")).Length.ShouldBe(Latent);
        head.GetProperty("outputs")[1].TryGetProperty("data", out _).ShouldBeFalse();
        bytes.Length.ShouldBe(Latent * 4);
    }

    [Fact]
    public async Task Infer_DecodesAFullBatch_AsJsonAndAsBytes()
    {
        const int count = 4096;
        var z = Enumerable.Range(0, count * Latent).Select(i => i % 7 - 3f).ToArray();
        var json = $$$"""{"inputs":[{"name":"z","shape":[{{{count}}},4],"datatype":"FP32","parameters":{"binary_data_size":{{{z.Length * 4}}}}}]}""";

        var text = await BinaryInfer.SendAsync(Server, "/v2/models/small.decoder/infer", json, z, null);
        var bytes = await BinaryInfer.SendAsync(Server, "/v2/models/small.decoder/infer", json[..^1] + ""","outputs":[{"name":"x","parameters":{"binary_data":true}}]}""", z, null);

        text.Status.ShouldBe(200);
        Floats(text.Json.GetProperty("outputs")[0].GetProperty("data")).ShouldBe(BinaryInfer.Floats(BinaryInfer.Split(bytes).Bytes));
    }

    [Theory]
    [InlineData("GET", "/v2/models/nothing.encoder", 404)]
    [InlineData("GET", "/v2/models/nothing.encoder/ready", 404)]
    [InlineData("GET", "/v2/models/small", 404)]
    [InlineData("GET", "/v2/models/small.Encoder", 404)]
    [InlineData("GET", "/v2/models/small@1.encoder", 404)]
    [InlineData("GET", "/v2/models/small.encoder/versions/2", 404)]
    [InlineData("GET", "/v2/models/small.encoder/versions/01", 404)]
    [InlineData("GET", "/v2/models/small.encoder/versions/x/ready", 404)]
    [InlineData("GET", "/v2/models/latest.encoder/versions/1", 404)]
    [InlineData("GET", "/v2/models/.encoder", 404)]
    [InlineData("GET", "/v2/repository/index", 404)]
    [InlineData("GET", "/v2/models/small.encoder/infer", 405)]
    [InlineData("POST", "/v2/models/nothing.encoder/infer", 404)]
    [InlineData("POST", "/v2/models/small.encoder/versions/2/infer", 404)]
    [InlineData("POST", "/v2/models/small.encoder/infer", 400)]
    public async Task Error_IsAnObjectWithOneText(string method, string path, int status)
    {
        var answer = await Server.SendAsync(new(method), path, method == "POST" ? ApiServer.Body("{}"u8.ToArray(), "application/json") : null, null);

        answer.ShouldBeOpenInferenceError(status);
    }

    private Task<Answer> InferAsync(string json) => Server.PostJsonAsync("/v2/models/small.decoder/infer", json);

    private async Task<float[]> DecodedAsync(string z) =>
        BinaryInfer.Floats((await Server.PostJsonAsync("/decode", $$"""{"z":{{z}}}""", "application/octet-stream")).Body);

    private static int[] Ints(JsonElement array) => array.Deserialize<int[]>()!;

    private static float[] Floats(JsonElement array) => array.Deserialize<float[]>()!;
}
