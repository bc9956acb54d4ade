using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Vae.Api.Tests.Support;
using Vae.Catalog.Keys;
using Vae.TestUtils;

namespace Vae.Api.Tests.Security;

/// <summary>What a browser is told, and what a hostile page or a hostile name can do with it.</summary>
public sealed class BrowserTests
{
    private static readonly Dictionary<string, string> Expected = new()
    {
        ["X-Content-Type-Options"] = "nosniff",
        ["Referrer-Policy"] = "no-referrer",
        ["Cross-Origin-Opener-Policy"] = "same-origin",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
        ["Content-Security-Policy"] =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    };

    [Theory]
    [InlineData("GET", "/jobs", null, 200)]
    [InlineData("GET", "/nothing", null, 404)]
    [InlineData("DELETE", "/jobs", null, 405)]
    [InlineData("GET", "/sample", null, 503)]
    [InlineData("POST", "/train", "{", 400)]
    [InlineData("GET", "/", null, 200)]
    [InlineData("GET", "/app.js", null, 200)]
    [InlineData("GET", "/openapi/v1.json", null, 200)]
    [InlineData("TRACE", "/jobs", null, 405)]
    public async Task Answer_CarriesTheHeadersThatBrowsersNeed(string method, string path, string? json, int status)
    {
        await using var server = await TestKeys.StartAsync();

        var answer = await TestKeys.SendAsync(server, method, path, null, json);

        answer.Status.ShouldBe(status, answer.Text);
        ShouldBeGuarded(answer);
        answer.Headers["Cache-Control"].ShouldBe(path is "/" or "/app.js" ? "no-cache" : "no-store");
    }

    [Fact]
    public async Task Refusals_CarryThemToo()
    {
        await using var server = await TestKeys.StartAsync();
        ShouldBeGuarded(await TestKeys.SendAsync(server, "GET", "/jobs", null, null, ("Host", "evil.test")));
        ShouldBeGuarded(await TestKeys.SendAsync(server, "POST", "/train", null, null, ("Origin", "http://evil.test")));
        var tag = (await server.GetAsync("/app.js")).Headers["ETag"];
        var kept = await TestKeys.SendAsync(server, "GET", "/app.js", null, null, ("If-None-Match", tag));
        kept.Status.ShouldBe(304);
        ShouldBeGuarded(kept);
        var key = await TestKeys.MakeAsync(server, KeyScopes.Infer);
        ShouldBeGuarded(await server.GetAsync("/jobs"));
        ShouldBeGuarded(await TestKeys.SendAsync(server, "GET", "/jobs", key));
    }

    [Fact]
    public async Task StalledUpload_IsAProblemWithThemToo()
    {
        await using var server = await TestKeys.StartAsync();
        var answer = await RawHttp.SendAsync(server, "POST /train", "Content-Type: application/json", "Content-Length: 1000");

        answer.ShouldBeProblem(408, "request-timeout");
        ShouldBeGuarded(answer);
    }

    [Theory]
    [InlineData("vae.test", "https://vae.test", null, true)]
    [InlineData("vae.test", "http://vae.test", null, true)]
    [InlineData("vae.test:8443", "https://vae.test:8443", "same-origin", true)]
    [InlineData("VAE.test", "https://vae.test", null, true)]
    [InlineData("127.0.0.1:8080", "https://vae.test", "same-origin", true)]
    [InlineData("127.0.0.1:8080", "https://vae.test", "cross-site", false)]
    [InlineData("127.0.0.1:8080", "https://other.test", null, false)]
    [InlineData("127.0.0.1:8080", "https://vae.test:9000", null, false)]
    [InlineData("vae.test", "https://vae.test:9000", null, false)]
    [InlineData("vae.test:8443", "https://vae.test", null, false)]
    [InlineData("vae.test", "https://vae.test.evil.test", null, false)]
    [InlineData("vae.test", "https://vae.test@evil.test", null, false)]
    [InlineData("vae.test", "https://evil.test/vae.test", null, false)]
    [InlineData("vae.test", "ftp://vae.test", null, false)]
    [InlineData("vae.test", "file://", null, false)]
    [InlineData("vae.test", "null", null, false)]
    [InlineData("vae.test", "", null, false)]
    [InlineData("vae.test", "https://vae.test", "same-site", false)]
    [InlineData("vae.test", null, "none", true)]
    [InlineData("vae.test", null, null, true)]
    [InlineData("vae.test", null, "cross-site", false)]
    public async Task Page_MayChangeThings_WhenItIsTheServersOwn(string host, string? origin, string? site, bool isOwn)
    {
        await using var server = await TestKeys.StartAsync(("Http:AllowedHosts", "vae.test"));
        List<string> headers = [$"Host: {host}"];
        if (origin is not null)
            headers.Add($"Origin: {origin}");
        if (site is not null)
            headers.Add($"Sec-Fetch-Site: {site}");

        foreach (var path in (string[])["/jobs/7/cancel", "/train", "/encode"])
        {
            var answer = await RawHttp.SendAsync(server, $"POST {path}", [.. headers]);
            if (isOwn)
                answer.Status.ShouldNotBe(403, answer.Text);
            else
                answer.ShouldBeProblem(403, "cross-origin");
        }
    }

    [Theory]
    [InlineData("cross-site", "no-cors", "image", false)]
    [InlineData("cross-site", "cors", "empty", false)]
    [InlineData("cross-site", null, null, false)]
    [InlineData("cross-site", "navigate", "iframe", false)]
    [InlineData("cross-site", "navigate", "document", true)]
    [InlineData("cross-site", "navigate", null, true)]
    [InlineData("same-origin", "cors", "empty", true)]
    [InlineData("none", "navigate", "document", true)]
    [InlineData(null, null, null, true)]
    public async Task OtherSite_MayLinkHere_ButLoadNothing(string? site, string? mode, string? destination, bool isTaken)
    {
        await using var server = await TestKeys.StartAsync();
        (string, string)[] headers = [.. new[] { ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", destination) }
            .Where(header => header.Item2 is not null).Select(header => (header.Item1, header.Item2!))];

        foreach (var path in (string[])["/sample", "/models/latest/map", "/models"])
        {
            foreach (var method in (string[])["GET", "HEAD"])
            {
                var answer = await TestKeys.SendAsync(server, method, path, null, null, headers);
                (answer.Status != 403).ShouldBe(isTaken, $"{method} {path}: {answer.Status}");
                if (!isTaken && method == "GET")
                    answer.ShouldBeProblem(403, "cross-origin");
            }
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain; application/json")]
    public async Task FormsOfSimpleRequests_AreNoJson(string type)
    {
        await using var server = await TestKeys.StartAsync();
        foreach (var path in (string[])["/train", "/decode", "/sample", "/interpolate"])
        {
            var answer = await server.PostBytesAsync(path, """{"dataset":"digits","z":[0]}"""u8.ToArray(), type);
            answer.Status.ShouldBeOneOf([415, 503], $"{path}: {answer.Text}");
        }

        (await server.PostBytesAsync("/train", """{"dataset":"digits"}"""u8.ToArray(), type)).ShouldBeProblem(415, "unsupported-media-type");
    }

    [Fact]
    public async Task Answer_SetsNoCookie_AndAllowsNoOtherOrigin()
    {
        await using var server = await TestKeys.StartAsync();
        foreach (var (method, path) in ((string, string)[])[("GET", "/jobs"), ("OPTIONS", "/train"), ("GET", "/")])
        {
            var answer = await TestKeys.SendAsync(server, method, path, null, null, ("Origin", "http://evil.test"), ("Access-Control-Request-Method", "POST"));
            answer.Headers.Keys.ShouldNotContain(name => name.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase) || name == "Set-Cookie");
        }
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a\" onload=\"alert(1)")]
    [InlineData("\u202egnp.exe")]
    [InlineData("javascript:alert(1)")]
    [InlineData("a\u0000b")]
    public async Task NameThatIsMarkup_IsNeverStored(string name)
    {
        await using var server = await TestKeys.StartAsync();

        var answer = await server.PostJsonAsync("/train", JsonSerializer.Serialize(new { dataset = "digits", name }));
        answer.Status.ShouldBeOneOf([400, 422], answer.Text);
        answer.Type.ShouldBe("application/problem+json");
        ShouldBeGuarded(answer);
        (await server.GetAsync($"/models/{Uri.EscapeDataString(name)}")).Status.ShouldBeOneOf([400, 404]);
        (await server.GetAsync("/jobs")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public void Page_WritesTextAndNeverMarkup_AndKeepsTheKeyInMemory()
    {
        foreach (var script in Directory.EnumerateFiles(Path.Combine(TestUtils.Repository.Root, "src", "Vae.Api", "wwwroot"), "*.js"))
        {
            var text = File.ReadAllText(script);
            foreach (var word in (string[])["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "localStorage", "sessionStorage", "document.cookie", "indexedDB"])
                text.ShouldNotContain(word, Case.Sensitive, script);
        }
    }

    [Fact]
    [Trait("Category", "Timed")]
    public async Task LongStrings_AreRefusedAtOnce()
    {
        await using var server = await TestKeys.StartAsync();
        foreach (var text in (string[])[new string('a', 100_000), string.Concat(Enumerable.Repeat("a.", 50_000)) + "!", new string(' ', 100_000) + "x", new string('-', 99_999) + "\u00e9"])
        {
            foreach (var body in (object[])
            [
                new { dataset = text }, new { dataset = "digits", name = text }, new { dataset = "digits", preset = text },
                new { dataset = "digits", training = new { device = text } }, new { dataset = "digits", objective = new { likelihood = text } },
            ])
            {
                var json = JsonSerializer.Serialize(body);
                var started = Stopwatch.GetTimestamp();
                var answer = await server.PostJsonAsync("/train", json);
                Scale.ShouldHaveTaken(started, TimeSpan.FromSeconds(1), "it is refused before it is looked through");
                answer.Status.ShouldBeOneOf([400, 404, 422], answer.Text);
                answer.Body.Length.ShouldBeLessThan(4000);
            }
        }
    }

    [Fact]
    public async Task SlowHeaders_AreCutOff()
    {
        await using var server = await TestKeys.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(System.Net.IPAddress.Loopback, server.Http.BaseAddress!.Port, TestContext.Current.CancellationToken);
        var started = Stopwatch.GetTimestamp();
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /healthz HTTP/1.1\r\nHost: loc"), TestContext.Current.CancellationToken);

        using var reader = new StreamReader(client.GetStream());
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        answer.ShouldStartWith("HTTP/1.1 408");
        Stopwatch.GetElapsedTime(started).ShouldBeInRange(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(18));
    }

    private static void ShouldBeGuarded(Answer answer)
    {
        foreach (var (name, value) in Expected)
            answer.Headers.GetValueOrDefault(name).ShouldBe(value, $"{name} of {answer.Status}");
        answer.Headers["Permissions-Policy"].ShouldContain("camera=()");
        answer.Headers.ContainsKey("Server").ShouldBeFalse();
    }
}
