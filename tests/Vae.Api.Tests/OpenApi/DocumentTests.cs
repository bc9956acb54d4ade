using System.Text.Json;
using System.Text.RegularExpressions;
using Vae.Api.Tests.Support;
using Vae.TestUtils;

namespace Vae.Api.Tests.OpenApi;

public sealed class DocumentTests(TrainedServer trained)
{
    private static string Approved => Path.Combine(Repository.Root, "docs", "openapi.json");

    [Fact]
    public async Task Document_IsTheApprovedOne()
    {
        var document = (await trained.Server.GetAsync("/openapi/v1.json")).Text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("VAE_APPROVE") == "1")
            await File.WriteAllTextAsync(Approved, document, TestContext.Current.CancellationToken);

        (await File.ReadAllTextAsync(Approved, TestContext.Current.CancellationToken)).ShouldBe(
            document, "The API's document has changed. If that is meant, run this test with VAE_APPROVE=1 and commit docs/openapi.json.");
    }

    [Fact]
    public async Task Document_DescribesEveryOperation()
    {
        var document = (await trained.Server.GetAsync("/openapi/v1.json")).Json;

        document.GetProperty("openapi").GetString()!.ShouldStartWith("3.1");
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                foreach (var member in (string[])["summary", "description", "operationId"])
                    operation.Value.GetProperty(member).GetString().ShouldNotBeNullOrWhiteSpace($"{operation.Name} {path.Name}");
                var fault = path.Name.StartsWith("/v2", StringComparison.Ordinal) ? "application/json" : "application/problem+json";
                operation.Value.GetProperty("responses").GetProperty("default").GetProperty("content").GetProperty(fault).ValueKind.ShouldNotBe(default);
            }
        }
    }

    [Fact]
    public async Task Document_SpeaksOfTheApi_NotOfItsClasses()
    {
        // A <see cref> of a comment in the code becomes `type Class.Member` here: members of the API are written as <c>member</c> in such comments.
        var document = (await trained.Server.GetAsync("/openapi/v1.json")).Json;

        Descriptions(document).ShouldNotContain(text => Regex.IsMatch(text, @"&\w+;|\b[A-Z]\w+\.[A-Z]\w+"));
    }

    [Fact]
    public async Task Document_LetsSwaggerUiUploadAnImage()
    {
        var content = (await trained.Server.GetAsync("/openapi/v1.json")).Json
            .GetProperty("paths").GetProperty("/encode").GetProperty("post").GetProperty("requestBody").GetProperty("content");

        content.GetProperty("multipart/form-data").GetProperty("schema").GetProperty("properties").GetProperty("image").GetProperty("items").GetProperty("format").GetString().ShouldBe("binary");
        content.GetProperty("image/png").GetProperty("schema").GetProperty("format").GetString().ShouldBe("binary");
    }

    private static IEnumerable<string> Descriptions(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.Name is "description" or "summary" && member.Value.ValueKind == JsonValueKind.String
            ? [member.Value.GetString()!]
            : Descriptions(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Descriptions),
        _ => [],
    };
}
