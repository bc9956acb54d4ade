using Microsoft.Extensions.DependencyInjection;
using Vae.Api.Caching;
using Vae.Api.Tests.Support;

namespace Vae.Api.Tests.Endpoints;

/// <summary>Answers that a caller may keep, and those that nobody may.</summary>
public sealed class CacheableTests(TrainedServer trained)
{
    private ApiServer Server => trained.Server;

    [Theory]
    [InlineData("/decode?z=1,0,0,0")]
    [InlineData("/sample?seed=1&count=2")]
    public async Task Get_IsNotModified_WhenTheCallerHasTheAnswer(string path)
    {
        var first = await Server.GetAsync(path);
        first.Status.ShouldBe(200, first.Text);
        var tag = first.Headers["ETag"];
        first.Headers["Cache-Control"].ShouldBe("no-cache, private");
        first.Headers["Vary"].ShouldBe("Accept");

        foreach (var named in (string[])[tag, "*", $"W/{tag}", $"\"other\", {tag}"])
        {
            var again = await GetAsync(path, ifNoneMatch: named);
            again.Status.ShouldBe(304, named);
            again.Body.ShouldBeEmpty();
            again.Headers["ETag"].ShouldBe(tag);
            again.Headers["X-Model-Version"].ShouldBe(TrainedServer.Model);
        }
        (await GetAsync(path, ifNoneMatch: "\"other\"")).Body.ShouldBe(first.Body);
    }

    [Fact]
    public async Task Tag_DiffersByInputFormAndOptions()
    {
        string[] paths = ["/decode?z=1,0,0,0", "/decode?z=1,0,0,1", "/decode?z=1,0,0,0&scale=2", "/sample?seed=1", "/sample?seed=2", "/sample?seed=1&count=2", "/sample?seed=1&temperature=0.5"];
        var tags = new List<string>();
        foreach (var path in paths)
            tags.Add((await Server.GetAsync(path)).Headers["ETag"]);
        tags.Add((await Server.GetAsync(paths[0], "application/octet-stream")).Headers["ETag"]);
        tags.Distinct().Count().ShouldBe(tags.Count);

        (await Server.GetAsync("/decode?z=1.0,0e3,0,0")).Headers["ETag"].ShouldBe(tags[0], "the same vector in another spelling");
    }

    [Fact]
    public async Task Get_MayBeKeptForGood_WhenTheVersionIsNamed()
    {
        (await Server.GetAsync($"/decode?z=1,0,0,0&model={TrainedServer.Model}")).Headers["Cache-Control"].ShouldBe("max-age=31536000, private, immutable");
        (await Server.GetAsync("/decode?z=1,0,0,0&model=small")).Headers["Cache-Control"].ShouldBe("no-cache, private");
    }

    [Theory]
    [InlineData("application/octet-stream")]
    [InlineData("application/json")]
    [InlineData("image/png")]
    public async Task Kept_IsTheSameAnswer(string accept)
    {
        var path = $"/sample?seed={Random(accept)}&count=3";
        var cache = Server.Services.GetRequiredService<OutputCache>();
        var before = cache.Bytes;
        var made = await Server.GetAsync(path, accept);
        cache.Bytes.ShouldBeGreaterThan(before);

        var kept = await Server.GetAsync(path, accept);

        kept.Body.ShouldBe(made.Body);
        foreach (var header in (string[])["Content-Type", "ETag", "X-Model-Version", "X-Seed", "Content-Length"])
            kept.Headers[header].ShouldBe(made.Headers[header]);
        kept.Headers.GetValueOrDefault("X-Tensor-Shape").ShouldBe(made.Headers.GetValueOrDefault("X-Tensor-Shape"));
    }

    [Fact]
    public async Task Nothing_IsKept_OfRequestsThatAreNotTheSameTwice()
    {
        var cache = Server.Services.GetRequiredService<OutputCache>();
        var before = cache.Bytes;
        foreach (var answer in (Answer[])[
            await Server.GetAsync("/sample?count=1"),
            await Server.PostJsonAsync("/sample", """{"count":1,"seed":99}"""),
            await Server.PostJsonAsync("/decode", """{"z":[9,0,0,0]}"""),
            await Server.GetAsync("/decode?z=1,0,0"),
            await Server.GetAsync("/decode?z=1,0,0,0&scale=16&columns=0")])
        {
            answer.Headers["Cache-Control"].ShouldBe("no-store");
            answer.Headers.ContainsKey("ETag").ShouldBeFalse();
        }
        cache.Bytes.ShouldBe(before);
    }

    private static int Random(string text) => text.Sum(character => character) + 1_000_000;

    private async Task<Answer> GetAsync(string path, string ifNoneMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        using var response = await Server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(response);
    }
}
