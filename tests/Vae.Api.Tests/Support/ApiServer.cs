using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Vae.Api.Configuration;
using Vae.TestUtils;

namespace Vae.Api.Tests.Support;

/// <summary>The real server on a free loopback port, with a data folder of its own.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly TemporaryFolder data = new();

    private ApiServer(IReadOnlyDictionary<string, string?> keys)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Http:Port"] = "0",
                ["Data:Directory"] = data.Path,
                ["Demo:Enabled"] = "false",
                ["Inference:PollInterval"] = "00:00:00.050",
            })
            .AddInMemoryCollection(keys)
            .Build();
        App = ApiHost.Build(SettingsReader.Read(configuration));
    }

    public WebApplication App { get; }

    public IServiceProvider Services => App.Services;

    public HttpClient Http { get; private set; } = null!;

    public static Task<ApiServer> StartAsync() => StartAsync(new Dictionary<string, string?>());

    public static async Task<ApiServer> StartAsync(IReadOnlyDictionary<string, string?> keys)
    {
        var server = new ApiServer(keys);
        await server.App.StartAsync();
        server.Http = new HttpClient { BaseAddress = new Uri(ApiHost.AddressOf(server.App)), Timeout = TimeSpan.FromSeconds(60) };
        return server;
    }

    /// <summary>Publishes a model with fresh weights, by the way that a job's model goes, and waits until it serves.</summary>
    public async Task<string> PublishAndServeAsync(string name, long seed, int latentDim = 3)
    {
        var reference = await TestModels.PublishAsync(Services, name, seed, latentDim);
        await Eventually.TrueAsync(() => Task.FromResult(Services.GetRequiredService<Vae.Api.Inference.InferenceHost>().Newest?.Ref == reference), $"{reference} serves");
        return reference;
    }

    public async Task<Answer> GetAsync(string path, string? accept = null) => await SendAsync(HttpMethod.Get, path, null, accept);

    public Task<Answer> PostJsonAsync(string path, string json, string? accept = null) =>
        SendAsync(HttpMethod.Post, path, Body(Encoding.UTF8.GetBytes(json), "application/json"), accept);

    public Task<Answer> PostBytesAsync(string path, byte[] body, string type, string? accept = null) =>
        SendAsync(HttpMethod.Post, path, Body(body, type), accept);

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? body, string? accept)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        // As curl does: a body that will be refused for its size need not be sent.
        request.Headers.ExpectContinue = body?.Headers.ContentLength > 1024 * 1024;
        using var response = await Http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        data.Dispose();
    }

    public static ByteArrayContent Body(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }
}

/// <summary>An answer, read whole.</summary>
internal sealed record Answer(int Status, string? Type, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Text);

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        response.Content.Headers.ContentType?.MediaType,
        await response.Content.ReadAsByteArrayAsync(),
        response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase));

    /// <summary>A refusal in the shape that the path's routes have: the Open Inference Protocol has its own.</summary>
    public void ShouldBeRefused(string path, int status, string slug)
    {
        if (path.StartsWith("/v2", StringComparison.Ordinal))
            ShouldBeOpenInferenceError(status);
        else
            ShouldBeProblem(status, slug);
    }

    public void ShouldBeOpenInferenceError(int status)
    {
        Status.ShouldBe(status, Text);
        Type.ShouldBe("application/json");
        var member = Json.EnumerateObject().ShouldHaveSingleItem();
        member.Name.ShouldBe("error");
        member.Value.GetString().ShouldNotBeNullOrWhiteSpace();
    }

    public void ShouldBeProblem(int status, string slug)
    {
        Status.ShouldBe(status, Text);
        Type.ShouldBe("application/problem+json");
        Json.GetProperty("type").GetString().ShouldBe($"urn:vae:problem:{slug}", Text);
        Json.GetProperty("status").GetInt32().ShouldBe(status);
        foreach (var member in (string[])["title", "detail", "traceId"])
            Json.GetProperty(member).GetString().ShouldNotBeNullOrWhiteSpace();
    }
}
