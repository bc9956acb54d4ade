using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Vae.Api.Formats;
using Vae.Api.Tests.Support;
using Vae.Core.Imaging;
using Vae.TestUtils;

namespace Vae.Api.Tests.Endpoints;

/// <summary>Every form of every route, and bodies that are tensors.</summary>
public sealed class FormTests(TrainedServer trained)
{
    private const string Tensor = "application/octet-stream";

    private static readonly string[] Forms = ["image/png", "image/webp", "image/jpeg", "image/gif", "application/json", "application/x-npy", Tensor];

    private ApiServer Server => trained.Server;

    public static TheoryData<string, string> RoutesAndForms()
    {
        var data = new TheoryData<string, string>();
        foreach (var route in Routes.Keys)
        {
            foreach (var form in Forms)
                data.Add(route, form);
        }
        return data;
    }

    // Each answers with three images.
    private static Dictionary<string, Func<ApiServer, string, string, Task<Answer>>> Routes { get; } = new()
    {
        ["POST /decode"] = (server, query, accept) => server.PostJsonAsync("/decode" + query, """{"z":[[0,0,0,0],[1,1,1,1],[-2,0,0,2]]}""", accept),
        ["GET /sample"] = (server, query, accept) => server.GetAsync($"/sample{query}&count=3&seed=1", accept),
        ["POST /sample"] = (server, query, accept) => server.PostJsonAsync("/sample" + query, """{"count":3,"seed":1}""", accept),
        ["POST /interpolate"] = (server, query, accept) => server.PostJsonAsync("/interpolate" + query, """{"from":{"z":[0,0,0,0]},"to":{"z":[1,1,1,1]},"steps":3}""", accept),
        ["POST /reconstruct"] = (server, query, accept) => server.SendAsync(HttpMethod.Post, "/reconstruct" + query, Parts(3), accept),
        ["GET /traverse"] = (server, query, accept) => server.GetAsync($"/traverse{query}&steps=3", accept),
        ["POST /traverse"] = (server, query, accept) => server.PostJsonAsync("/traverse" + query, """{"steps":3}""", accept),
        ["GET /manifold"] = (server, query, accept) => server.GetAsync($"/manifold{query}&rows=1{(query.Contains("columns") ? "" : "&columns=3")}", accept),
        ["POST /manifold"] = (server, query, accept) => server.PostJsonAsync("/manifold" + query, """{"rows":1,"columns":3}""", accept),
    };

    [Theory]
    [MemberData(nameof(RoutesAndForms))]
    public async Task Route_AnswersInEveryForm(string route, string form)
    {
        var answer = await Routes[route](Server, "?scale=2", form);

        answer.Status.ShouldBe(200, answer.Text);
        answer.Type.ShouldBe(form);
        answer.Headers["X-Model-Version"].ShouldBe(TrainedServer.Model);
        switch (form)
        {
            case "image/gif":
                var animation = GifReader.Read(answer.Body);
                (animation.Width, animation.Height, animation.Frames.Count, animation.Loops).ShouldBe((56, 56, 3, 0));
                break;
            case "application/json":
                answer.Json.GetProperty("images").GetArrayLength().ShouldBe(3);
                Size(answer.Json.GetProperty("images")[2].GetString()!).ShouldBe((56, 56));
                break;
            case "application/x-npy":
                Encoding.ASCII.GetString(answer.Body).ShouldContain("'shape': (3, 1, 28, 28)");
                answer.Body.Length.ShouldBe(128 + (3 * 784 * 4));
                break;
            case Tensor:
                answer.Headers["X-Tensor-Shape"].ShouldBe("3,1,28,28");
                break;
            default:
                // Two in a row, but walks and planes as they are.
                var across = route.Contains("traverse") || route.Contains("manifold") ? 3 : 2;
                Size(answer.Body).ShouldBe((across * 58 + 2, (across == 3 ? 1 : 2) * 58 + 2));
                break;
        }
    }

    [Theory]
    [MemberData(nameof(RoutesAndForms))]
    public async Task Route_HoldsToTheOptions(string route, string form)
    {
        (await Routes[route](Server, "?scale=17", form)).ShouldBeProblem(422, "value-out-of-range");
        (await Routes[route](Server, "?layout=other", form)).ShouldBeProblem(422, "unknown-value");
        var list = await Routes[route](Server, "?layout=list", form);
        if (form is "image/png" or "image/webp" or "image/jpeg")
            list.ShouldBeProblem(422, "layout-not-possible");
        else
            list.Status.ShouldBe(200, list.Text);
        var grid = await Routes[route](Server, "?layout=grid", form);
        if (form is Tensor or "application/x-npy")
            grid.ShouldBeProblem(422, "layout-not-possible");
        else
            grid.Status.ShouldBe(200, grid.Text);
    }

    [Fact]
    public async Task Grid_IsTheSamePicture_InEveryExactForm()
    {
        const string path = "/sample?count=5&seed=3&columns=4&scale=3";
        var png = Pixels((await Server.GetAsync(path, "image/png")).Body);

        var json = (await Server.GetAsync(path + "&layout=grid", "application/json")).Json.GetProperty("images");
        var gif = GifReader.Read((await Server.GetAsync(path + "&layout=grid", "image/gif")).Body);

        Pixels(Decoded(json.EnumerateArray().ShouldHaveSingleItem().GetString()!)).ShouldBe(png);
        gif.Frames.ShouldHaveSingleItem().Rgb.Where((_, i) => i % 3 == 0).ShouldBe(png.Where((_, i) => i % 4 == 0));
        gif.Loops.ShouldBeNull();
        Pixels((await Server.GetAsync(path, "image/webp")).Body).ShouldBe(png, "without a quality WebP is lossless");
    }

    [Fact]
    public async Task Gif_ShowsTheImagesInTurn()
    {
        var gif = GifReader.Read((await Server.GetAsync("/sample?count=4&seed=3&delayMs=250", "image/gif")).Body);
        var urls = (await Server.GetAsync("/sample?count=4&seed=3", "application/json")).Json.GetProperty("images");

        for (var i = 0; i < 4; i++)
        {
            gif.Frames[i].Rgb.Where((_, at) => at % 3 == 0).ShouldBe(Pixels(Decoded(urls[i].GetString()!)).Where((_, at) => at % 4 == 0));
            gif.Frames[i].DelayHundredths.ShouldBe(25);
        }
    }

    [Theory]
    [InlineData("image/jpeg")]
    [InlineData("image/webp")]
    public async Task Quality_IsHonoured(string form)
    {
        var small = await Server.GetAsync("/sample?count=16&seed=1&quality=5", form);
        var large = await Server.GetAsync("/sample?count=16&seed=1&quality=95", form);

        small.Body.Length.ShouldBeLessThan(large.Body.Length * 2 / 3);
    }

    [Fact]
    public async Task Quality_IsIgnored_WhereNothingIsLost()
    {
        (await Server.GetAsync("/sample?count=4&seed=1&quality=5")).Body.ShouldBe((await Server.GetAsync("/sample?count=4&seed=1")).Body);
        (await Server.GetAsync("/sample?count=4&seed=1&quality=0")).ShouldBeProblem(422, "value-out-of-range");
    }

    [Fact]
    public async Task Output_IsRefused_WhenItWouldBeTooLarge()
    {
        var answer = await Server.GetAsync("/manifold?rows=64&columns=64&scale=16");

        answer.ShouldBeProblem(422, "output-too-large");
        answer.Json.GetProperty("max").GetInt64().ShouldBe(16_000_000);
        answer.Json.GetProperty("actual").GetInt64().ShouldBe((64 * 450L + 2) * (64 * 450 + 2));
    }

    [Fact]
    public async Task Item_OfADataset_CanBeScaled()
    {
        Size((await Server.GetAsync("/datasets/digits/items/3?scale=4")).Body).ShouldBe((112, 112));
        (await Server.GetAsync("/datasets/digits/items/3", "image/gif")).ShouldBeProblem(406, "not-acceptable");
    }

    [Theory]
    [InlineData("application/x-npy")]
    [InlineData(Tensor)]
    public async Task Decode_TakesTensors(string type)
    {
        float[] z = [0, 0, 0, 0, 1, -1, 0.5f, 2];
        var json = await Server.PostJsonAsync("/decode", """{"z":[[0,0,0,0],[1,-1,0.5,2]]}""", Tensor);

        var answer = await PostTensorAsync("/decode", type, z, [2, 4]);

        answer.Status.ShouldBe(200, answer.Text);
        answer.Body.ShouldBe(json.Body);
        (await PostTensorAsync("/decode", type, z[..4], [4])).Headers["X-Tensor-Shape"].ShouldBe("1,1,28,28");
    }

    [Fact]
    public async Task Decode_TakesThousandsOfLatents_AsTensors()
    {
        var answer = await PostTensorAsync("/decode", "application/x-npy", new float[4096 * 4], [4096, 4]);

        answer.Status.ShouldBe(200);
        answer.Headers["X-Tensor-Shape"].ShouldBe("4096,1,28,28");
        (await PostTensorAsync("/decode", "application/x-npy", new float[4097 * 4], [4097, 4])).ShouldBeProblem(422, "count-out-of-range");
        (await PostTensorAsync("/decode?scale=3", "application/x-npy", new float[4096 * 4], [4096, 4], "image/png")).ShouldBeProblem(422, "output-too-large");
    }

    [Theory]
    [InlineData(new[] { 2, 3 }, 0f, "latent-dimension-mismatch")]
    [InlineData(new[] { 3 }, 0f, "latent-dimension-mismatch")]
    [InlineData(new[] { 1, 1, 4 }, 0f, "tensor-invalid")]
    [InlineData(new[] { 1, 4 }, float.NaN, "latent-not-finite")]
    [InlineData(new[] { 1, 4 }, float.NegativeInfinity, "latent-not-finite")]
    [InlineData(new[] { 1, 4 }, 1001f, "latent-out-of-range")]
    public async Task Decode_Refuses_TensorsThatAreNoLatents(int[] shape, float value, string slug)
    {
        foreach (var type in (string[])["application/x-npy", Tensor])
        {
            var values = new float[shape.Aggregate((a, b) => a * b)];
            values[^1] = value;
            (await PostTensorAsync("/decode", type, values, shape)).ShouldBeProblem(422, slug);
        }
    }

    [Fact]
    public async Task Tensors_AreRefused_WhenTheyLie()
    {
        foreach (var route in (string[])["/decode", "/encode", "/reconstruct"])
        {
            (await Server.PostBytesAsync(route, new byte[16], Tensor)).ShouldBeProblem(422, "tensor-invalid");
            (await Server.PostBytesAsync(route, [], "application/x-npy")).ShouldBeProblem(422, "tensor-invalid");
            (await Server.PostBytesAsync(route, new byte[100], "application/x-npy")).ShouldBeProblem(422, "tensor-invalid");
        }
        (await Server.PostBytesAsync("/decode", new byte[9 << 20], "application/x-npy")).ShouldBeProblem(413, "payload-too-large");
    }

    [Fact]
    public async Task Encode_GivesTheSame_FromTensorsAndImages()
    {
        var pixels = Array.ConvertAll(Pixels(Pictures.Disc()).Where((_, i) => i % 4 == 0).ToArray(), value => value / 255f);
        var expected = await Server.PostBytesAsync("/encode", Pictures.Disc(), "image/png", Tensor);

        foreach (var type in (string[])["application/x-npy", Tensor])
        {
            (await PostTensorAsync("/encode", type, pixels, [1, 28, 28])).Body.ShouldBe(expected.Body);
            (await PostTensorAsync("/encode", type, pixels, [1, 1, 28, 28])).Body.ShouldBe(expected.Body);
            (await PostTensorAsync("/reconstruct", type, pixels, [1, 1, 28, 28], "application/json")).Json.GetProperty("mse").GetArrayLength().ShouldBe(1);
        }
    }

    [Fact]
    public async Task Encode_Refuses_TensorsThatAreNoImages()
    {
        var half = Enumerable.Repeat(0.5f, 784).ToArray();
        (await PostTensorAsync("/encode", Tensor, half, [28, 28])).ShouldBeProblem(422, "tensor-invalid");
        (await PostTensorAsync("/encode", Tensor, half, [1, 784])).ShouldBeProblem(422, "tensor-invalid");
        (await PostTensorAsync("/encode", Tensor, half, [1, 14, 56])).ShouldBeProblem(422, "tensor-invalid");
        (await PostTensorAsync("/encode", Tensor, new float[65 * 784], [65, 1, 28, 28])).ShouldBeProblem(422, "count-out-of-range");
        foreach (var bad in (float[])[-0.1f, 1.0001f, float.NaN, float.PositiveInfinity])
        {
            half[7] = bad;
            var answer = await PostTensorAsync("/encode", Tensor, half, [1, 28, 28]);
            answer.ShouldBeProblem(422, "tensor-invalid");
            answer.Json.GetProperty("index").GetInt32().ShouldBe(7);
        }
    }

    [Fact]
    public async Task Encode_GivesTheParameterThatIsAskedFor()
    {
        var json = (await Server.PostBytesAsync("/encode", Pictures.Disc(), "image/png")).Json.GetProperty("items")[0];
        foreach (var parameter in (string[])["mu", "logvar", "z"])
        {
            var answer = await Server.PostBytesAsync($"/encode?parameter={parameter}", Pictures.Disc(), "image/png", Tensor);
            answer.Headers["X-Tensor-Shape"].ShouldBe("1,4");
            answer.Body.Chunk(4).Select(bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes)).ShouldBe(json.GetProperty(parameter).Deserialize<float[]>()!);
        }
        (await Server.PostBytesAsync("/encode?parameter=sigma", Pictures.Disc(), "image/png")).ShouldBeProblem(422, "unknown-value");
    }

    [Fact]
    public async Task Bodies_OfOtherTypes_AreToldWhatIsTaken()
    {
        (await Server.PostBytesAsync("/decode", [1], "text/csv")).Json.GetProperty("supported").Deserialize<string[]>()
            .ShouldBe(["application/json", "application/x-npy", Tensor]);
        (await Server.PostBytesAsync("/encode", [1], "text/csv")).Json.GetProperty("supported").Deserialize<string[]>()
            .ShouldBe(["image/png", "image/jpeg", "image/webp", "multipart/form-data", "application/json", "application/x-npy", Tensor]);
    }

    private async Task<Answer> PostTensorAsync(string path, string type, float[] values, int[] shape, string? accept = Tensor)
    {
        var body = ApiServer.Body(type == Tensor ? TensorEncoder.Raw(values) : TensorEncoder.Npy(values, shape), type);
        if (type == Tensor)
            body.Headers.Add("X-Tensor-Shape", string.Join(',', shape));
        return await Server.SendAsync(HttpMethod.Post, path, body, accept);
    }

    private static MultipartFormDataContent Parts(int count)
    {
        var form = new MultipartFormDataContent();
        for (var i = 0; i < count; i++)
            form.Add(ApiServer.Body(Pictures.Disc(), "image/png"), "image");
        return form;
    }

    private static byte[] Decoded(string url) => Convert.FromBase64String(url["data:image/png;base64,".Length..]);

    private static (int, int) Size(string url) => Size(Decoded(url));

    private static (int, int) Size(byte[] picture)
    {
        var header = ImageGate.Inspect(picture, new ImageLimits(), out _);
        return (header.Width, header.Height);
    }

    /// <summary>RGBA, as any viewer sees it.</summary>
    private static byte[] Pixels(byte[] picture)
    {
        var header = ImageGate.Inspect(picture, new ImageLimits(), out var gated);
        var rgba = new byte[header.RgbaLength];
        ImageCodec.Decode(gated, header, rgba);
        return rgba;
    }
}
