using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Vae.Api.Tests.Support;
using Vae.Core.Imaging;

namespace Vae.Api.Tests.Endpoints;

/// <summary>Good requests to the inference routes and the shapes of their answers.</summary>
public sealed class InferenceTests(TrainedServer trained)
{
    private const int D = TrainedServer.LatentDim;

    private ApiServer Server => trained.Server;

    [Theory]
    [InlineData(ImageFormat.Png, "image/png")]
    [InlineData(ImageFormat.Jpeg, "image/jpeg")]
    [InlineData(ImageFormat.WebP, "image/webp")]
    public async Task Encode_AnswersPosteriors_WhenTheBodyIsAnImage(ImageFormat format, string type)
    {
        var answer = await Server.PostBytesAsync("/encode", Pictures.Disc(format), type);

        answer.Status.ShouldBe(200, answer.Text);
        answer.Headers["X-Model-Version"].ShouldBe(TrainedServer.Model);
        answer.Json.GetProperty("model").GetString().ShouldBe(TrainedServer.Model);
        answer.Json.GetProperty("latentDim").GetInt32().ShouldBe(D);
        var item = answer.Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        Floats(item, "mu").Length.ShouldBe(D);
        Floats(item, "logvar").Length.ShouldBe(D);
        Floats(item, "z").ShouldBe(Floats(item, "mu"), "without sample=true z is the mean");
    }

    [Fact]
    public async Task Encode_GivesTheSame_ByBodyPartsAndDataUrls()
    {
        var png = Pictures.Disc();
        using var form = new MultipartFormDataContent { { ApiServer.Body(png, "image/png"), "image", "../../x.png" }, { ApiServer.Body(png, "application/octet-stream"), "image" } };

        var body = await Server.PostBytesAsync("/encode", png, "image/png");
        var parts = await Server.SendAsync(HttpMethod.Post, "/encode", form, null);
        var urls = await Server.PostJsonAsync("/encode", $$"""{"images":["{{Pictures.DataUrl(png)}}"]}""");

        parts.Status.ShouldBe(200, parts.Text);
        parts.Json.GetProperty("items").GetArrayLength().ShouldBe(2);
        urls.Status.ShouldBe(200, urls.Text);
        var expected = Floats(body.Json.GetProperty("items")[0], "mu");
        foreach (var item in (JsonElement[])[parts.Json.GetProperty("items")[0], parts.Json.GetProperty("items")[1], urls.Json.GetProperty("items")[0]])
            Close(Floats(item, "mu"), expected);
    }

    [Fact]
    public async Task Encode_DrawsTheSameZ_WhenTheSeedIsTheSame()
    {
        var first = await Server.PostBytesAsync("/encode?sample=true&seed=7", Pictures.Disc(), "image/png");
        var second = await Server.PostBytesAsync("/encode?sample=true&seed=7", Pictures.Disc(), "image/png");

        first.Headers["X-Seed"].ShouldBe("7");
        var item = first.Json.GetProperty("items")[0];
        Floats(item, "z").ShouldNotBe(Floats(item, "mu"));
        Floats(second.Json.GetProperty("items")[0], "z").ShouldBe(Floats(item, "z"));
    }

    [Fact]
    public async Task Encode_AnswersNpy_WhenAccepted()
    {
        var answer = await Server.PostBytesAsync("/encode", Pictures.Disc(), "image/png", "application/x-npy");

        answer.Type.ShouldBe("application/x-npy");
        Encoding.ASCII.GetString(answer.Body).ShouldContain($"'shape': (1, {D})");
        answer.Body.Length.ShouldBe(128 + D * 4, "a header of 128 bytes and the values");
    }

    [Theory]
    [InlineData(null, "image/png")]
    [InlineData("*/*", "image/png")]
    [InlineData("image/webp", "image/webp")]
    [InlineData("image/jpeg;q=0.5, image/png;q=0.1", "image/jpeg")]
    [InlineData("application/json", "application/json")]
    [InlineData("application/x-npy", "application/x-npy")]
    [InlineData("application/octet-stream", "application/octet-stream")]
    public async Task Decode_AnswersInTheFormThatIsAccepted(string? accept, string type)
    {
        var answer = await Server.PostJsonAsync("/decode", """{"z":[[0,0,0,0],[1,-1,0.5,2]]}""", accept);

        answer.Status.ShouldBe(200, answer.Text);
        answer.Type.ShouldBe(type);
        answer.Headers["X-Model-Version"].ShouldBe(TrainedServer.Model);
    }

    [Fact]
    public async Task Decode_GivesPixelsInTheUnitInterval_AsOctetStream()
    {
        var answer = await Server.PostJsonAsync("/decode", """{"z":[0,0,0,0]}""", "application/octet-stream");

        answer.Headers["X-Tensor-Shape"].ShouldBe("1,1,28,28");
        answer.Body.Length.ShouldBe(28 * 28 * 4);
        var pixels = Enumerable.Range(0, 28 * 28).Select(i => BinaryPrimitives.ReadSingleLittleEndian(answer.Body.AsSpan(i * 4))).ToArray();
        pixels.ShouldAllBe(pixel => pixel >= 0 && pixel <= 1);
        pixels.Max().ShouldBeGreaterThan(pixels.Min() + 0.1f, "the mean digit is not flat");
    }

    [Fact]
    public async Task Decode_ByQuery_GivesTheSameAsByBody()
    {
        var query = await Server.GetAsync("/decode?z=1,-1,0.5,2e0", "application/octet-stream");
        var body = await Server.PostJsonAsync("/decode", """{"z":[1,-1,0.5,2]}""", "application/octet-stream");

        query.Status.ShouldBe(200, query.Text);
        query.Body.ShouldBe(body.Body);
    }

    [Fact]
    public async Task Decode_TakesSubnormalsAndMinusZero()
    {
        var answer = await Server.PostJsonAsync("/decode", """{"z":[1e-45,-0,1e-320,-0.0]}""");

        answer.Status.ShouldBe(200, answer.Text);
    }

    [Fact]
    public async Task Sample_RepeatsItself_WhenGivenTheSeedThatItReturned()
    {
        var first = await Server.GetAsync("/sample?count=3");
        var seed = first.Headers["X-Seed"];
        var second = await Server.PostJsonAsync("/sample", $$"""{"count":3,"seed":{{seed}}}""");
        var other = await Server.PostJsonAsync("/sample", """{"count":3.0,"seed":12345}""");

        long.Parse(seed).ShouldBeInRange(0, (1L << 53) - 1);
        first.Type.ShouldBe("image/png");
        second.Body.ShouldBe(first.Body);
        other.Body.ShouldNotBe(first.Body);
    }

    [Fact]
    public async Task Sample_IsTheOrigin_WhenTheTemperatureIsZero()
    {
        var sample = await Server.GetAsync("/sample?count=1&temperature=0", "application/octet-stream");
        var origin = await Server.GetAsync("/decode?z=0,0,0,0", "application/octet-stream");

        sample.Body.ShouldBe(origin.Body);
    }

    [Fact]
    public async Task Sample_AnswersJson_WithImagesAndLatents()
    {
        var answer = await Server.GetAsync("/sample?count=2&seed=5", "application/json");

        answer.Json.GetProperty("seed").GetInt64().ShouldBe(5);
        answer.Json.GetProperty("model").GetString().ShouldBe(TrainedServer.Model);
        answer.Json.GetProperty("z").GetArrayLength().ShouldBe(2);
        var images = answer.Json.GetProperty("images").EnumerateArray().Select(image => image.GetString()!).ToArray();
        images.Length.ShouldBe(2);
        images.ShouldAllBe(image => image.StartsWith("data:image/png;base64,"));
        ImageGate.Inspect(Convert.FromBase64String(images[0]["data:image/png;base64,".Length..]), new ImageLimits(), out _).Width.ShouldBe(28);
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("slerp")]
    public async Task Interpolate_BeginsAndEndsWhereItWasTold(string method)
    {
        var answer = await Server.PostJsonAsync("/interpolate", $$"""{"from":{"z":[1,0,0,0]},"to":{"z":[0,1,0,0]},"steps":5,"method":"{{method}}"}""", "application/json");

        answer.Status.ShouldBe(200, answer.Text);
        answer.Json.GetProperty("method").GetString().ShouldBe(method);
        var z = answer.Json.GetProperty("z").EnumerateArray().Select(row => row.Deserialize<float[]>()!).ToArray();
        z.Length.ShouldBe(5);
        Close(z[0], [1, 0, 0, 0]);
        Close(z[4], [0, 1, 0, 0]);
        // Halfway between two orthogonal unit vectors: (1/2, 1/2) on the line, (√½, √½) on the circle.
        var middle = method == "linear" ? 0.5f : MathF.Sqrt(0.5f);
        Close(z[2], [middle, middle, 0, 0]);
    }

    [Fact]
    public async Task Interpolate_TakesImagesAsEnds()
    {
        var url = Pictures.DataUrl(Pictures.Disc());
        var answer = await Server.PostJsonAsync("/interpolate", $$"""{"from":{"image":"{{url}}"},"to":{"z":[0,0,0,0]},"steps":2}""", "application/json");
        var encoded = await Server.PostBytesAsync("/encode", Pictures.Disc(), "image/png");

        answer.Status.ShouldBe(200, answer.Text);
        Close(answer.Json.GetProperty("z")[0].Deserialize<float[]>()!, Floats(encoded.Json.GetProperty("items")[0], "mu"));
    }

    [Fact]
    public async Task Reconstruct_AnswersTheImageAndItsErrors()
    {
        var json = await Server.PostBytesAsync("/reconstruct", Pictures.Disc(), "image/png", "application/json");
        var png = await Server.PostBytesAsync("/reconstruct", Pictures.Disc(), "image/png");

        json.Status.ShouldBe(200, json.Text);
        json.Json.GetProperty("images").GetArrayLength().ShouldBe(1);
        json.Json.GetProperty("mse")[0].GetDouble().ShouldBeInRange(1e-4, 1);
        json.Json.GetProperty("bce")[0].GetDouble().ShouldBeGreaterThan(10);
        png.Type.ShouldBe("image/png");
        double.Parse(png.Headers["X-Mse"]).ShouldBe(json.Json.GetProperty("mse")[0].GetDouble(), 1e-4);
    }

    [Fact]
    public async Task Model_CanBeNamed_InEveryWay()
    {
        foreach (var reference in (string[])["latest", "small", "small@1"])
        {
            var answer = await Server.GetAsync($"/sample?count=1&seed=1&model={reference}");
            answer.Status.ShouldBe(200, answer.Text);
            answer.Headers["X-Model-Version"].ShouldBe(TrainedServer.Model);
        }
    }

    private static float[] Floats(JsonElement owner, string name) => owner.GetProperty(name).Deserialize<float[]>()!;

    /// <summary>Float32 passes in batches of other sizes may round differently.</summary>
    private static void Close(float[] actual, float[] expected)
    {
        actual.Length.ShouldBe(expected.Length);
        for (var i = 0; i < actual.Length; i++)
            actual[i].ShouldBe(expected[i], 1e-4);
    }
}
