using System.Net;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Vae.Api.Tests.Support;

namespace Vae.Api.Tests.Endpoints;

/// <summary>Models, datasets, health.</summary>
public sealed class CatalogEndpointTests(TrainedServer trained)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ApiServer Server => trained.Server;

    [Fact]
    public async Task Model_HasItsShape()
    {
        var model = (await Server.GetAsync("/models/small")).Json;

        model.EnumerateObject().Select(member => member.Name).ShouldBe(
            ["name", "version", "ref", "architecture", "latentDim", "input", "parameters", "dataset", "metrics", "aliases", "createdAt", "sha256", "job", "links", "classes", "posterior", "prior", "report"]);
        model.GetProperty("ref").GetString().ShouldBe(TrainedServer.Model);
        model.GetProperty("architecture").GetString().ShouldBe("mlp");
        // 784·32 + 32, twice 32·4 + 4, 4·32 + 32, 32·784 + 784.
        model.GetProperty("parameters").GetInt64().ShouldBe(25_120 + 2 * 132 + 160 + 25_872);
        model.GetProperty("input").ToString().ShouldBe("""{"height":28,"width":28,"channels":1}""");
        (await Server.GetAsync("/models")).Json.GetProperty("items")[0].EnumerateObject().Select(member => member.Name)
            .ShouldBe(model.EnumerateObject().Select(member => member.Name).SkipLast(4), "lists leave out the report, and what is read from the job's plan");
        (await Server.GetAsync("/models/latest")).Json.ToString().ShouldBe(model.ToString());
    }

    [Fact]
    public async Task Model_HasTheReportOfItsManifest()
    {
        var report = (await Server.GetAsync("/models/small@1")).Json.GetProperty("report");
        var manifest = (await Server.GetAsync("/models/small@1/manifest")).Json.GetProperty("report");

        report.ToString().ShouldBe(JsonSerializer.Serialize(manifest, Plain));
        report.GetProperty("basis").GetProperty("likelihood").GetString().ShouldBe("bernoulli");
        report.GetProperty("bound").GetProperty("isLikelihood").GetBoolean().ShouldBeFalse();
        // Of two epochs, and yet nearer to the digits than chance.
        report.GetProperty("classes").GetProperty("neighborAccuracy").GetDouble().ShouldBeGreaterThan(report.GetProperty("classes").GetProperty("chance").GetDouble());
        report.GetProperty("health").GetProperty("klPerDimension").GetArrayLength().ShouldBe(TrainedServer.LatentDim);
    }

    [Fact]
    public async Task Compare_SetsTwoVersionsBesideEachOther()
    {
        var answer = (await Server.GetAsync("/models/compare?a=small@1&b=latest")).Json;

        answer.GetProperty("a").GetString().ShouldBe(TrainedServer.Model);
        answer.GetProperty("b").GetString().ShouldBe(TrainedServer.Model);
        var elbo = answer.GetProperty("figures")[0];
        elbo.GetProperty("figure").GetString().ShouldBe("bound.negativeElbo");
        elbo.GetProperty("comparable").GetBoolean().ShouldBeTrue();
        elbo.GetProperty("difference").GetDouble().ShouldBe(0);
        elbo.GetProperty("better").GetString().ShouldBe("equal");
    }

    [Fact]
    public async Task Compare_Refuses_WhenAReferenceIsMissingOrUnknown()
    {
        (await Server.GetAsync("/models/compare?a=small@1")).ShouldBeProblem(400, "malformed-query");
        (await Server.GetAsync("/models/compare?a=small@1&b=nobody")).ShouldBeProblem(404, "model-not-found");
    }

    [Fact]
    public async Task Checkpoint_IsWhatTheManifestSays()
    {
        var checkpoint = await Server.GetAsync("/models/small@1/checkpoint");
        var manifest = await Server.GetAsync("/models/small@1/manifest");

        checkpoint.Type.ShouldBe("application/octet-stream");
        checkpoint.Headers["Content-Disposition"].ShouldContain("small-1.safetensors");
        var sha256 = (await Server.GetAsync("/models/small@1")).Json.GetProperty("sha256").GetString();
        checkpoint.Headers["ETag"].ShouldBe($"\"{sha256}\"");
        Convert.ToHexStringLower(SHA256.HashData(manifest.Body)).ShouldBe(sha256);
        manifest.Text.ShouldContain(Convert.ToHexStringLower(SHA256.HashData(checkpoint.Body)));
    }

    [Fact]
    public async Task Checkpoint_IsNotSentAgain_WhenTheCallerHasIt()
    {
        var tag = (await Server.GetAsync("/models/small@1/checkpoint")).Headers["ETag"];
        using var request = new HttpRequestMessage(HttpMethod.Get, "/models/small@1/checkpoint");
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);

        using var response = await Server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Checkpoint_IsSentInParts_ButNotBeyondItsEnd()
    {
        var whole = (await Server.GetAsync("/models/small@1/checkpoint")).Body;

        var part = await RangeAsync("bytes=8-15");
        part.Status.ShouldBe(206);
        part.Body.ShouldBe(whole[8..16]);
        (await RangeAsync("bytes=999999999-")).ShouldBeProblem(416, "range-not-satisfiable");

        async Task<Answer> RangeAsync(string range)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/models/small@1/checkpoint");
            request.Headers.TryAddWithoutValidation("Range", range);
            using var response = await Server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            return await Answer.ReadAsync(response);
        }
    }

    [Fact]
    public async Task Dataset_HasItsShape()
    {
        var list = (await Server.GetAsync("/datasets")).Json.GetProperty("items");
        var digits = (await Server.GetAsync("/datasets/digits")).Json;

        list.EnumerateArray().Select(item => item.GetProperty("name").GetString()).ShouldContain("digits");
        digits.EnumerateObject().Select(member => member.Name).ShouldBe(["name", "input", "train", "test", "labels", "source", "sha256", "labelNames", "profile"]);
        digits.GetProperty("source").GetString().ShouldBe("built-in");
        digits.GetProperty("labels").GetBoolean().ShouldBeTrue();
        var profile = digits.GetProperty("profile");
        profile.GetProperty("pixels").GetString().ShouldBe("grey");
        profile.GetProperty("likelihood").GetString().ShouldBe("discretized-logistic");
        profile.GetProperty("classes").GetInt32().ShouldBe(10);
        profile.GetProperty("greatest").GetDouble().ShouldBe(1);
        list[0].GetProperty("profile").ValueKind.ShouldBe(JsonValueKind.Null, "a list looks at no pixels");
    }

    [Fact]
    public async Task Presets_AreListed_WithAllTheirValues()
    {
        var items = (await Server.GetAsync("/presets")).Json.GetProperty("items");

        items[0].GetProperty("name").GetString().ShouldBe("mlp");
        items.EnumerateArray().Select(item => item.GetProperty("name").GetString()).ShouldContain("iwae");
        foreach (var item in items.EnumerateArray())
        {
            item.GetProperty("description").GetString().ShouldNotBeNullOrEmpty();
            item.GetProperty("model").GetProperty("architecture").GetString().ShouldNotBeNullOrEmpty();
            item.GetProperty("objective").GetProperty("likelihood").GetString().ShouldNotBeNullOrEmpty();
            item.GetProperty("training").GetProperty("optimizer").GetString().ShouldNotBeNullOrEmpty();
        }
    }

    [Fact]
    public async Task Item_IsAPicture_WithItsLabel()
    {
        var png = await Server.GetAsync("/datasets/digits/items/3?split=test");
        var json = await Server.GetAsync("/datasets/digits/items/3?split=test", "application/json");

        png.Type.ShouldBe("image/png");
        int.Parse(png.Headers["X-Label"]).ShouldBe(json.Json.GetProperty("label").GetInt32());
        json.Json.GetProperty("image").GetString().ShouldBe($"data:image/png;base64,{Convert.ToBase64String(png.Body)}");
        (await Server.GetAsync("/datasets/digits/items/3?split=all")).ShouldBeProblem(422, "unknown-value");
    }

    [Fact]
    public async Task Health_IsOpen_AndReadinessNamesTheModel()
    {
        (await Server.GetAsync("/healthz")).Json.GetProperty("status").GetString().ShouldBe("ok");
        var ready = (await Server.GetAsync("/readyz")).Json;
        ready.GetProperty("status").GetString().ShouldBe("ready");
        ready.GetProperty("model").GetString().ShouldBe(TrainedServer.Model);
        ready.GetProperty("reasons").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Page_IsServed_WithItsPolicy()
    {
        var page = await Server.GetAsync("/");
        var script = await Server.GetAsync("/app.js");
        var swagger = await Server.GetAsync("/swagger/index.html");

        page.Type.ShouldBe("text/html");
        page.Headers["Content-Security-Policy"].ShouldNotContain("unsafe");
        page.Text.ShouldNotContain("style=");
        script.Status.ShouldBe(200);
        swagger.Status.ShouldBe(200);
        swagger.Headers["Content-Security-Policy"].ShouldContain("'unsafe-inline'");
    }
}
