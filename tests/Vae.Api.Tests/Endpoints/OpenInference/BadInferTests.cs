using System.Text;
using Vae.Api.Tests.Support;

namespace Vae.Api.Tests.Endpoints.OpenInference;

/// <summary>Requests that must be refused before anything is computed, with the protocol's error and a cause that helps.</summary>
public sealed class BadInferTests(TrainedServer trained)
{
    private const string Decoder = "/v2/models/small.decoder/infer";
    private const string Encoder = "/v2/models/small.encoder/infer";

    private ApiServer Server => trained.Server;

    [Theory]
    [InlineData("", "empty")]
    [InlineData("[]", "no JSON object")]
    [InlineData("{", "not valid")]
    [InlineData("{} {}", "not valid")]
    [InlineData("{}", "'inputs' is missing")]
    [InlineData("""{"inputs":{}}""", "must be an array")]
    [InlineData("""{"inputs":[]}""", "is empty")]
    [InlineData("""{"inputs":[7]}""", "no JSON object")]
    [InlineData("""{"input":[]}""", "has no member 'input'")]
    [InlineData("""{"id":"a","id":"b"}""", "twice")]
    [InlineData("""{"id":7}""", "must be a string")]
    [InlineData("""{"id":"\ud800"}""", "surrogate")]
    [InlineData("""{"parameters":7}""", "must be an object")]
    [InlineData("""{"parameters":{"binary_data_output":1}}""", "true or false")]
    [InlineData("""{"parameters":{"binary_data_output":true,"binary_data_output":false}}""", "'binary_data_output' is given twice")]
    [InlineData("""{"parameters":{"a":[[[[[[[[[[[[[[[[[[[[7]]]]]]]]]]]]]]]]]]]]}}""", "not valid")]
    public async Task Request_IsRefused_WhenItIsNotTheProtocols(string json, string cause) => await ShouldBeRefusedAsync(Decoder, json, cause);

    [Theory]
    [InlineData("""{"shape":[1,4],"datatype":"FP32","data":[1,2,3,4]}""", "no 'name'")]
    [InlineData("""{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,2,3,4]}""", "no input 'x'; its input is 'z'")]
    [InlineData("""{"name":"z","shape":[1,4],"data":[1,2,3,4]}""", "must be FP32; it is missing")]
    [InlineData("""{"name":"z","shape":[1,4],"datatype":"FP64","data":[1,2,3,4]}""", "must be FP32; it is 'FP64'")]
    [InlineData("""{"name":"z","shape":[1,4],"datatype":"INT32","data":[1,2,3,4]}""", "must be FP32; it is 'INT32'")]
    [InlineData("""{"name":"z","datatype":"FP32","data":[1,2,3,4]}""", "no 'shape'")]
    [InlineData("""{"name":"z","shape":[4],"datatype":"FP32","data":[1,2,3,4]}""", "must be [-1, 4]")]
    [InlineData("""{"name":"z","shape":[1,5],"datatype":"FP32","data":[1,2,3,4,5]}""", "must be [-1, 4] with any batch for -1; it is [1, 5]")]
    [InlineData("""{"name":"z","shape":[-1,4],"datatype":"FP32","data":[1,2,3,4]}""", "whole numbers")]
    [InlineData("""{"name":"z","shape":[1.5,4],"datatype":"FP32","data":[1,2,3,4]}""", "whole numbers")]
    [InlineData("""{"name":"z","shape":[99999999999999999999,4],"datatype":"FP32","data":[1,2,3,4]}""", "whole numbers")]
    [InlineData("""{"name":"z","shape":[1,1,1,1,1,1,1,1,1],"datatype":"FP32","data":[1,2,3,4]}""", "whole numbers")]
    [InlineData("""{"name":"z","shape":[2147483647,4],"datatype":"FP32","data":[1,2,3,4]}""", "1 to 4096 items")]
    [InlineData("""{"name":"z","shape":[4097,4],"datatype":"FP32","data":[1,2,3,4]}""", "1 to 4096 items")]
    [InlineData("""{"name":"z","shape":[0,4],"datatype":"FP32","data":[]}""", "1 to 4096 items")]
    [InlineData("""{"name":"z","shape":[2,4],"datatype":"FP32","data":[1,2,3,4]}""", "holds 8 values; 'z' has 4")]
    [InlineData("""{"name":"z","shape":[1,4],"datatype":"FP32","data":[1,2,3,4,5]}""", "holds 4 values; 'z' has 5")]
    [InlineData("""{"name":"z","shape":[2,4],"datatype":"FP32","data":[[1,2,3,4],[1,2,3]]}""", "ragged")]
    [InlineData("""{"name":"z","shape":[2,4],"datatype":"FP32","data":[[1,2,3,4],5]}""", "ragged")]
    [InlineData("""{"name":"z","shape":[2,4],"datatype":"FP32","data":[[1,2,3,4],[[1,2,3,4]]]}""", "ragged")]
    [InlineData("""{"name":"z","shape":[2,4],"datatype":"FP32","data":[[1,2],[3,4],[5,6],[7,8]]}""", "nested as [4, 2]")]
    [InlineData("""{"name":"z","shape":[1,4],"datatype":"FP32","data":[[[[[[[[[1]]]]]]]]]}""", "levels deep")]
    [InlineData("""{"name":"z","shape":[1,4],"datatype":"FP32","data":[1,2,"3",4]}""", "must hold numbers")]
    [InlineData("""{"name":"z","shape":[1,4],"datatype":"FP32","data":[1,2,null,4]}""", "must hold numbers")]
    [InlineData("""{"name":"z","shape":[1,4],"datatype":"FP32","data":[1,2,NaN,4]}""", "not valid")]
    [InlineData("""{"name":"z","shape":[1,4],"datatype":"FP32","data":[1,2,1e39,4]}""", "Value 2 of 'z'")]
    [InlineData("""{"name":"z","shape":[1,4],"datatype":"FP32","data":[1,2,1e999,4]}""", "'z'")]
    [InlineData("""{"name":"z","shape":[1,4],"datatype":"FP32","data":[1,-1001,3,4]}""", "lie between -1000 and 1000")]
    [InlineData("""{"name":"z","shape":[1,4],"datatype":"FP32","data":"1234"}""", "must be an array")]
    [InlineData("""{"name":"z","shape":[1,4],"datatype":"FP32"}""", "neither 'data' nor")]
    [InlineData("""{"name":"z","shape":[1,4],"datatype":"FP32","parameters":{"shared_memory_region":"r"}}""", "an extension that this server does not have")]
    [InlineData("""{"name":"z","shape":[1,4],"datatype":"FP32","data":[1,2,3,4]},{"name":"z","shape":[1,4],"datatype":"FP32","data":[1,2,3,4]}""", "more than one tensor")]
    public async Task Input_IsRefused_WhenItDoesNotFitTheModel(string input, string cause) =>
        await ShouldBeRefusedAsync(Decoder, $$"""{"inputs":[{{input}}]}""", cause);

    [Theory]
    [InlineData("""[{"name":"mu"}]""", "no output 'mu'; its outputs are 'x'")]
    [InlineData("""[{"name":"x"},{"name":"x"}]""", "more entries than")]
    [InlineData("""[{}]""", "no 'name'")]
    [InlineData("""["x"]""", "no JSON object")]
    [InlineData("""[{"name":"x","parameters":{"classification":3}}]""", "an extension that this server does not have")]
    [InlineData("""[{"name":"x","parameters":{"binary_data":"true"}}]""", "true or false")]
    public async Task Output_IsRefused_WhenTheModelHasNoneSuch(string outputs, string cause) =>
        await ShouldBeRefusedAsync(Decoder, $$"""{"inputs":[{"name":"z","shape":[1,4],"datatype":"FP32","data":[1,2,3,4]}],"outputs":{{outputs}}}""", cause);

    [Fact]
    public async Task Image_IsRefused_WhenAPixelIsOutOfRange()
    {
        var pixels = string.Join(',', Enumerable.Repeat("0", 783));

        await ShouldBeRefusedAsync(Encoder, $$"""{"inputs":[{"name":"x","shape":[1,1,28,28],"datatype":"FP32","data":[{{pixels}},1.01]}]}""", "Value 783 of 'x' is 1.01");
        await ShouldBeRefusedAsync(Encoder, $$"""{"inputs":[{"name":"x","shape":[1,28,28,1],"datatype":"FP32","data":[{{pixels}},1]}]}""", "must be [-1, 1, 28, 28]");
        await ShouldBeRefusedAsync(Encoder, $$"""{"inputs":[{"name":"x","shape":[65,1,28,28],"datatype":"FP32","data":[{{pixels}},1]}]}""", "1 to 64 items");
    }

    [Theory]
    [InlineData(16, 16, null, "0 bytes follow the JSON")]
    [InlineData(16, 12, "right", "12 bytes follow")]
    [InlineData(16, 20, "right", "20 bytes follow")]
    [InlineData(15, 15, "right", "no multiple")]
    [InlineData(0, 0, "right", "holds 4 values; 'z' has 0")]
    [InlineData(16, 16, "0", "empty")]
    [InlineData(16, 16, "7", "not valid")]
    [InlineData(16, 16, "-1", "must be the length")]
    [InlineData(16, 16, "999999", "must be the length")]
    [InlineData(16, 16, "99999999999999999999", "must be the length")]
    [InlineData(16, 16, "abc", "must be the length")]
    public async Task Bytes_AreRefused_WhenALengthLies(int announced, int sent, string? header, string cause)
    {
        var json = $$$"""{"inputs":[{"name":"z","shape":[1,4],"datatype":"FP32","parameters":{"binary_data_size":{{{announced}}}}}]}""";

        var answer = await BinaryInfer.SendAsync(
            Server, Decoder, json, new byte[sent], "application/octet-stream", header == "right" ? Encoding.UTF8.GetByteCount(json).ToString() : header);

        answer.ShouldBeOpenInferenceError(400);
        answer.Text.ShouldContain(cause);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-1000.1f)]
    public async Task Bytes_AreRefused_WhenAValueIsNotFiniteOrOutOfRange(float value)
    {
        const string json = """{"inputs":[{"name":"z","shape":[1,4],"datatype":"FP32","parameters":{"binary_data_size":16}}]}""";

        var answer = await BinaryInfer.SendAsync(Server, Decoder, json, [0, value, 0, 0], null);

        answer.ShouldBeOpenInferenceError(400);
        answer.Text.ShouldContain("Value 1 of 'z'");
    }

    [Fact]
    public async Task Input_IsRefused_WhenItsValuesComeTwice()
    {
        const string json = """{"inputs":[{"name":"z","shape":[1,4],"datatype":"FP32","data":[1,2,3,4],"parameters":{"binary_data_size":16}}]}""";

        var answer = await BinaryInfer.SendAsync(Server, Decoder, json, [0, 0, 0, 0], null);

        answer.ShouldBeOpenInferenceError(400);
        answer.Text.ShouldContain("once");
    }

    [Fact]
    public async Task Bytes_AreRefused_WhenNoInputIsMadeOfThem()
    {
        const string json = """{"inputs":[{"name":"z","shape":[1,4],"datatype":"FP32","data":[1,2,3,4]}]}""";

        var answer = await BinaryInfer.SendAsync(Server, Decoder, json, [0, 0, 0, 0], null);

        answer.ShouldBeOpenInferenceError(400);
        answer.Text.ShouldContain("16 bytes follow the JSON");
    }

    [Fact]
    public async Task Body_IsRefused_WhenItsTypeSizeOrEncodingIs()
    {
        (await Server.PostBytesAsync(Decoder, "{}"u8.ToArray(), "text/plain")).ShouldBeOpenInferenceError(415);
        (await Server.PostBytesAsync(Decoder, new byte[8 * 1024 * 1024 + 1], "application/octet-stream")).ShouldBeOpenInferenceError(413);
        (await Server.PostBytesAsync(Decoder, [(byte)'{', 0xFF, (byte)'}'], "application/json")).ShouldBeOpenInferenceError(400);

        using var gzip = ApiServer.Body("{}"u8.ToArray(), "application/json");
        gzip.Headers.ContentEncoding.Add("gzip");
        (await Server.SendAsync(HttpMethod.Post, Decoder, gzip, null)).ShouldBeOpenInferenceError(415);
    }

    [Fact]
    public async Task Input_IsRefusedEarly_WhenItHasMoreValuesThanAnyBatch()
    {
        var values = string.Join(',', Enumerable.Repeat("0", 4096 * 4 + 1));

        await ShouldBeRefusedAsync(Decoder, $$"""{"inputs":[{"data":[{{values}}],"name":"z","shape":[1,4],"datatype":"FP32"}]}""", "more than 16384 values");
    }

    [Fact]
    public async Task Infer_Is503_WhenNothingIsPublished()
    {
        await using var empty = await ApiServer.StartAsync();

        (await empty.PostJsonAsync("/v2/models/latest.decoder/infer", "{}")).ShouldBeOpenInferenceError(503);
        (await empty.GetAsync("/v2/health/ready")).Status.ShouldBe(200, "as /readyz: without a model it takes jobs");
    }

    [Fact]
    public async Task Error_KeepsItsShape_WhenTheCallerHasNoKey()
    {
        await using var keyed = await ApiServer.StartAsync(new Dictionary<string, string?> { ["Security:ApiKey"] = new string('k', 32) });

        (await keyed.GetAsync("/v2")).ShouldBeOpenInferenceError(401);
        (await keyed.PostJsonAsync(Decoder, "{}")).ShouldBeOpenInferenceError(401);
        (await keyed.GetAsync("/v2/health/live")).Status.ShouldBe(200);
        (await keyed.GetAsync("/v2/health/ready")).Status.ShouldBe(200);
    }

    private async Task ShouldBeRefusedAsync(string path, string json, string cause)
    {
        var answer = await Server.PostJsonAsync(path, json);

        answer.ShouldBeOpenInferenceError(400);
        answer.Json.GetProperty("error").GetString()!.ShouldContain(cause, Case.Insensitive);
    }
}
