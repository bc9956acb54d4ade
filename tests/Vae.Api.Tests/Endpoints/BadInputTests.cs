using System.Text;
using Vae.Api.Tests.Support;
using Vae.Core;
using Vae.Core.Imaging;

namespace Vae.Api.Tests.Endpoints;

/// <summary>Bad input gets its problem, and never a 5xx; after every row the process is as it was.</summary>
public sealed class BadInputTests(TrainedServer trained) : IAsyncDisposable
{
    private static readonly string[] JsonRoutes = ["/train", "/decode", "/sample", "/interpolate", "/encode", "/reconstruct", "/traverse", "/manifold", "/models/small/neighbors"];
    private static readonly string[] ImageRoutes = ["/encode", "/reconstruct"];

    private readonly long _tensors = LiveTensors.Count;

    private ApiServer Server => trained.Server;

    public async ValueTask DisposeAsync()
    {
        LiveTensors.Count.ShouldBeLessThanOrEqualTo(_tensors);
        (await Server.GetAsync("/decode?z=0,0,0,0")).Status.ShouldBe(200);
    }

    public static TheoryData<string, string> MalformedBodies()
    {
        var data = new TheoryData<string, string>();
        string[] bodies = ["", "{", "nul", "{}trailing", "[1,]", "{/**/}", "{\"a\":NaN}", new string('[', 20), "\uFEFF{}", "{\"z\":1,\"z\":2}", "{\"unknown\":1}", "null", "[]", "{\"\\ud800\":1}"];
        foreach (var route in JsonRoutes)
        {
            foreach (var body in bodies)
                data.Add(route, body);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(MalformedBodies))]
    public async Task Route_RefusesMalformedJson(string route, string body) =>
        (await Server.PostJsonAsync(route, body)).ShouldBeProblem(400, "malformed-json");

    [Fact]
    public async Task Route_RefusesWhatIsNotUtf8()
    {
        foreach (var route in JsonRoutes)
        {
            (await Server.PostBytesAsync(route, Encoding.Unicode.GetBytes("{}"), "application/json")).ShouldBeProblem(400, "malformed-json");
            (await Server.PostBytesAsync(route, [(byte)'"', 0xC3, 0x28, (byte)'"'], "application/json")).ShouldBeProblem(400, "malformed-json");
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("image/svg+xml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("nonsense")]
    public async Task Route_RefusesOtherContentTypes(string type)
    {
        foreach (var route in JsonRoutes)
        {
            var answer = await Server.PostBytesAsync(route, "{}"u8.ToArray(), type);
            answer.ShouldBeProblem(415, "unsupported-media-type");
            answer.Json.GetProperty("supported").GetArrayLength().ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public async Task Route_RefusesCompressedBodies()
    {
        foreach (var route in JsonRoutes)
        {
            var body = ApiServer.Body("{}"u8.ToArray(), "application/json");
            body.Headers.ContentEncoding.Add("gzip");
            (await Server.SendAsync(HttpMethod.Post, route, body, null)).ShouldBeProblem(415, "unsupported-media-type");
        }
    }

    [Theory]
    [InlineData("/decode", 8)]
    [InlineData("/sample", 1)]
    [InlineData("/train", 1)]
    [InlineData("/encode", 8)]
    [InlineData("/reconstruct", 8)]
    [InlineData("/interpolate", 8)]
    public async Task Route_RefusesLargerBodiesThanItTakes(string route, int mebibytes)
    {
        var answer = await Server.PostBytesAsync(route, new byte[mebibytes * 1024 * 1024 + 1], "application/json");

        answer.ShouldBeProblem(413, "payload-too-large");
    }

    [Theory]
    [InlineData("[0,0,0]", 422, "latent-dimension-mismatch")]
    [InlineData("[0,0,0,0,0]", 422, "latent-dimension-mismatch")]
    [InlineData("[]", 422, "latent-dimension-mismatch")]
    [InlineData("[[0,0,0,0],[0,0,0]]", 422, "latent-dimension-mismatch")]
    [InlineData("[[]]", 422, "latent-dimension-mismatch")]
    [InlineData("[0,NaN,0,0]", 400, "malformed-json")]
    [InlineData("[0,Infinity,0,0]", 400, "malformed-json")]
    [InlineData("[0,1e39,0,0]", 422, "latent-not-finite")]
    [InlineData("[0,-1e39,0,0]", 422, "latent-not-finite")]
    [InlineData("[0,1e999,0,0]", 422, "latent-not-finite")]
    [InlineData("[0,1e4,0,0]", 422, "latent-out-of-range")]
    [InlineData("[0,3e38,0,0]", 422, "latent-out-of-range")]
    [InlineData("[0,\"1.0\",0,0]", 400, "malformed-json")]
    [InlineData("[0,null,0,0]", 400, "malformed-json")]
    [InlineData("[0,true,0,0]", 400, "malformed-json")]
    [InlineData("[0,[0],0,0]", 400, "malformed-json")]
    [InlineData("[[[0]]]", 422, "latent-dimension-mismatch")]
    [InlineData("7", 400, "malformed-json")]
    [InlineData("{}", 400, "malformed-json")]
    public async Task Latents_AreRefused_WhenNotTheModels(string z, int status, string slug)
    {
        (await Server.PostJsonAsync("/decode", $$"""{"z":{{z}}}""")).ShouldBeProblem(status, slug);
        if (!z.StartsWith("[["))
            (await Server.PostJsonAsync("/interpolate", $$$"""{"from":{"z":{{{z}}}},"to":{"z":[0,0,0,0]}}""")).ShouldBeProblem(status, slug);
    }

    [Theory]
    [InlineData("0,0,0", 422, "latent-dimension-mismatch")]
    [InlineData("", 422, "latent-dimension-mismatch")]
    [InlineData("0,NaN,0,0", 422, "latent-not-finite")]
    [InlineData("0,Infinity,0,0", 422, "latent-not-finite")]
    [InlineData("0,1e39,0,0", 422, "latent-not-finite")]
    [InlineData("0,1e4,0,0", 422, "latent-out-of-range")]
    [InlineData("0,x,0,0", 400, "malformed-query")]
    public async Task QueryLatents_AreRefused_WhenNotTheModels(string z, int status, string slug) =>
        (await Server.GetAsync($"/decode?z={z}")).ShouldBeProblem(status, slug);

    [Fact]
    public async Task Problem_SaysWhereAndWhat()
    {
        var mismatch = (await Server.PostJsonAsync("/decode", """{"z":[0,0,0]}""")).Json;
        mismatch.GetProperty("expected").GetInt32().ShouldBe(4);
        mismatch.GetProperty("actual").GetInt32().ShouldBe(3);
        var notFinite = (await Server.PostJsonAsync("/decode", """{"z":[[0,0,0,0],[0,0,1e39,0]]}""")).Json;
        notFinite.GetProperty("index").GetInt32().ShouldBe(2);
        notFinite.GetProperty("vector").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Decode_RefusesMoreVectorsThan4096()
    {
        var z = string.Join(',', Enumerable.Repeat("[0,0,0,0]", 4097));

        (await Server.PostJsonAsync("/decode", $$"""{"z":[{{z}}]}""")).ShouldBeProblem(422, "count-out-of-range");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("65")]
    [InlineData("1e9")]
    [InlineData("1000000000")]
    [InlineData("1.5")]
    [InlineData("1e400")]
    [InlineData("99999999999999999999999999")]
    public async Task Counts_AreRefused_WhenOutOfRange(string count)
    {
        var body = await Server.PostJsonAsync("/sample", $$"""{"count":{{count}}}""");
        body.ShouldBeProblem(422, "count-out-of-range");
        body.Json.GetProperty("max").GetInt32().ShouldBe(64);
        (await Server.GetAsync($"/sample?count={count}")).ShouldBeProblem(422, "count-out-of-range");
        (await Server.PostJsonAsync("/interpolate", $$"""{"from":{"z":[0,0,0,0]},"to":{"z":[0,0,0,0]},"steps":{{count}} }""")).ShouldBeProblem(422, "count-out-of-range");
    }

    [Theory]
    [InlineData("18446744073709551616")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1e400")]
    [InlineData("9007199254740993.0")]
    public async Task Seeds_AreRefused_WhenOutOfRange(string seed)
    {
        (await Server.PostJsonAsync("/sample", $$"""{"seed":{{seed}}}""")).ShouldBeProblem(422, "seed-out-of-range");
        (await Server.GetAsync($"/sample?seed={seed}")).ShouldBeProblem(422, "seed-out-of-range");
        (await Server.PostBytesAsync($"/encode?sample=true&seed={seed}", Pictures.Disc(), "image/png")).ShouldBeProblem(422, "seed-out-of-range");
    }

    [Theory]
    [InlineData("""{"count":"4"}""", 400, "malformed-json")]
    [InlineData("""{"count":null}""", 400, "malformed-json")]
    [InlineData("""{"temperature":-1}""", 422, "value-out-of-range")]
    [InlineData("""{"temperature":1e400}""", 422, "value-out-of-range")]
    public async Task Sample_RefusesOtherValues(string body, int status, string slug) =>
        (await Server.PostJsonAsync("/sample", body)).ShouldBeProblem(status, slug);

    [Theory]
    [InlineData("""{"from":{"z":[0,0,0,0]}}""", 400, "malformed-json")]
    [InlineData("""{"from":{},"to":{"z":[0,0,0,0]}}""", 400, "malformed-json")]
    [InlineData("""{"from":{"z":[0,0,0,0],"image":"x"},"to":{"z":[0,0,0,0]}}""", 400, "malformed-json")]
    [InlineData("""{"from":{"image":"x"},"to":{"z":[0,0,0,0]}}""", 400, "malformed-json")]
    [InlineData("""{"from":{"image":"data:image/svg+xml;base64,AAAA"},"to":{"z":[0,0,0,0]}}""", 415, "unsupported-media-type")]
    [InlineData("""{"from":{"image":"data:image/png;base64,AAAA"},"to":{"z":[0,0,0,0]}}""", 415, "unsupported-media-type")]
    [InlineData("""{"from":{"image":"data:image/png;base64,A"},"to":{"z":[0,0,0,0]}}""", 422, "image-invalid")]
    [InlineData("""{"from":{"z":[0,0,0,0]},"to":{"z":[0,0,0,0]},"method":"cubic"}""", 422, "unknown-value")]
    public async Task Interpolate_RefusesBadEnds(string body, int status, string slug) =>
        (await Server.PostJsonAsync("/interpolate", body)).ShouldBeProblem(status, slug);

    [Fact]
    public async Task Image_IsRefused_WhenEmpty()
    {
        foreach (var route in ImageRoutes)
            (await Server.PostBytesAsync(route, [], "image/png")).ShouldBeProblem(422, "image-invalid");
    }

    [Theory]
    [InlineData(ImageFormat.Png, "image/png")]
    [InlineData(ImageFormat.Jpeg, "image/jpeg")]
    [InlineData(ImageFormat.WebP, "image/webp")]
    public async Task Image_IsRefused_WhenTruncated(ImageFormat format, string type)
    {
        var whole = Pictures.Disc(format);
        foreach (var route in ImageRoutes)
        {
            for (var length = 16; length < whole.Length; length += Math.Max(1, whole.Length / 12))
                (await Server.PostBytesAsync(route, whole[..length], type)).ShouldBeProblem(422, "image-invalid");
        }
    }

    [Fact]
    public async Task Image_IsRefused_WhenItUnpacksToManyPixels()
    {
        var bomb = HugePng.OneBit(30_000);
        bomb.Length.ShouldBeLessThan(200_000);

        foreach (var route in ImageRoutes)
        {
            var answer = await Server.PostBytesAsync(route, bomb, "image/png");
            answer.ShouldBeProblem(422, "image-too-large");
            answer.Json.GetProperty("maxSide").GetInt32().ShouldBe(4096);
        }
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("GIF89a-and-more-bytes-than-a-header")]
    [InlineData("%PDF-1.7 and more bytes than a header")]
    public async Task Image_IsRefused_WhenItsBytesAreOfAnotherKind(string text)
    {
        foreach (var route in ImageRoutes)
            (await Server.PostBytesAsync(route, Encoding.ASCII.GetBytes(text), "image/png")).ShouldBeProblem(415, "unsupported-media-type");
    }

    [Fact]
    public async Task Image_IsRefused_WhenDeclaredAsAnotherType()
    {
        foreach (var route in ImageRoutes)
        {
            (await Server.PostBytesAsync(route, Pictures.Disc(), "image/jpeg")).ShouldBeProblem(415, "unsupported-media-type");
            (await Server.PostBytesAsync(route, Encoding.ASCII.GetBytes("<svg/>"), "image/svg+xml")).ShouldBeProblem(415, "unsupported-media-type");
        }
    }

    [Fact]
    public async Task Image_IsRefused_WhenBytesFollowIt() =>
        (await Server.PostBytesAsync("/encode", [.. Pictures.Disc(), .. "PK\x03\x04"u8], "image/png")).ShouldBeProblem(422, "trailing-data");

    [Fact]
    public async Task Form_IsRefused_WhenMalformed()
    {
        var png = Encoding.Latin1.GetString(Pictures.Disc());
        const string type = "multipart/form-data; boundary=b";
        var head = "--b\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\n";

        await Refused("multipart/form-data", "x", 400);
        await Refused("multipart/form-data; boundary=" + new string('b', 100), "x", 400);
        await Refused(type, "", 400);
        await Refused(type, "--b--\r\n", 400);
        await Refused(type, $"{head}{png}", 400);
        await Refused(type, $"{head.Replace("image", "file")}{png}\r\n--b--\r\n", 400);
        await Refused(type, $"--b\r\nContent-Disposition: form-data; name=\"image\"\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\nx\r\n--b--\r\n", 415);
        await Refused(type, $"--b\r\nX: {new string('x', 9000)}\r\n\r\nx\r\n--b--\r\n", 400);

        async Task Refused(string contentType, string body, int status)
        {
            var answer = await Server.PostBytesAsync("/encode", Encoding.Latin1.GetBytes(body), contentType);
            answer.ShouldBeProblem(status, status == 400 ? "malformed-multipart" : "unsupported-media-type");
        }
    }

    [Fact]
    public async Task Form_IsRefused_WhenItHasMoreThan64Images()
    {
        using var form = new MultipartFormDataContent();
        for (var i = 0; i < 65; i++)
            form.Add(ApiServer.Body(Pictures.Disc(side: 4), "image/png"), "image");

        (await Server.SendAsync(HttpMethod.Post, "/encode", form, null)).ShouldBeProblem(422, "count-out-of-range");
    }

    [Theory]
    [InlineData("/decode?z=0,0,0,0")]
    [InlineData("/sample")]
    public async Task Answer_IsRefused_WhenNoFormIsAccepted(string path)
    {
        var answer = await Server.GetAsync(path, "text/html");
        answer.ShouldBeProblem(406, "not-acceptable");
        answer.Json.GetProperty("supported").GetArrayLength().ShouldBe(7);
        (await Server.GetAsync(path, "image/avif;q=1, image/png;q=0")).ShouldBeProblem(406, "not-acceptable");
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("small@2")]
    [InlineData("small@0")]
    [InlineData("small:stable")]
    [InlineData("../x")]
    [InlineData("..%2f..%2fetc")]
    [InlineData("small@99999999999999999999")]
    [InlineData("%00")]
    [InlineData("'--")]
    public async Task Model_IsNotFound_WhenNobodyPublishedIt(string reference)
    {
        (await Server.GetAsync($"/sample?count=1&model={reference}")).ShouldBeProblem(404, "model-not-found");
        (await Server.GetAsync($"/decode?z=0,0,0,0&model={reference}")).ShouldBeProblem(404, "model-not-found");
        foreach (var route in JsonRoutes.Except(["/train", "/models/small/neighbors"]))
            (await Server.PostJsonAsync($"{route}?model={reference}", "{}")).ShouldBeProblem(404, "model-not-found");
    }

    [Theory]
    [InlineData("/models/nobody", "model-not-found")]
    [InlineData("/models/nobody/checkpoint", "model-not-found")]
    [InlineData("/models/..%2f..%2fetc%2fpasswd/checkpoint", "model-not-found")]
    [InlineData("/jobs/unknown", "job-not-found")]
    [InlineData("/jobs/unknown/events", "job-not-found")]
    [InlineData("/jobs/unknown/metrics", "job-not-found")]
    [InlineData("/jobs/unknown/samples/1", "job-not-found")]
    [InlineData("/jobs/unknown/reconstructions/1", "job-not-found")]
    [InlineData("/jobs/unknown/checkpoint", "job-not-found")]
    [InlineData("/jobs/..%2f", "job-not-found")]
    [InlineData("/datasets/nothing", "dataset-not-found")]
    [InlineData("/datasets/..%2f..%2fetc", "dataset-not-found")]
    [InlineData("/datasets/nothing/items/0", "dataset-not-found")]
    [InlineData("/datasets/digits/items/99999999", "item-not-found")]
    [InlineData("/datasets/digits/items/-1", "item-not-found")]
    [InlineData("/datasets/digits/items/x", "item-not-found")]
    [InlineData("/nothing/here", "not-found")]
    [InlineData("/jobs/%2e%2e/x/y", "not-found")]
    public async Task Path_IsNotFound_WhenNothingIsThere(string path, string slug) =>
        (await Server.GetAsync(path)).ShouldBeProblem(404, slug);

    [Fact]
    public async Task Path_RefusesOtherMethods()
    {
        var answer = await Server.SendAsync(HttpMethod.Delete, "/train", null, null);
        answer.ShouldBeProblem(405, "method-not-allowed");
        answer.Headers["Allow"].ShouldBe("POST");
    }
}
