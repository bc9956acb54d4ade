using System.Net;

namespace Vae.Client.Tests.Support;

/// <summary>A server that gives the answers of a script, one a request, and keeps the requests. For what a good server does only in bad times.</summary>
internal sealed class ScriptedServer : HttpMessageHandler
{
    private readonly Queue<Func<HttpResponseMessage>> script = new();

    public List<HttpRequestMessage> Requests { get; } = [];

    public List<string> Bodies { get; } = [];

    public VaeClient Client(VaeClientOptions? options = null) =>
        new(new HttpClient(this), (options ?? new()) with { BaseAddress = new Uri("http://vae.test/under/"), MaxRetryWait = TimeSpan.FromMilliseconds(50) });

    public ScriptedServer Says(int status, string body, string type = "application/json", string? retryAfter = null)
    {
        script.Enqueue(() =>
        {
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, System.Text.Encoding.UTF8, type) };
            if (retryAfter is not null)
                response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            return response;
        });
        return this;
    }

    public ScriptedServer Refuses(int status, string slug, string? retryAfter = null) =>
        Says(status, $$"""{"type":"urn:vae:problem:{{slug}}","title":"t","status":{{status}},"detail":"d","traceId":"1","max":7}""", "application/problem+json", retryAfter);

    public ScriptedServer Streams(string events) => Says(200, events, "text/event-stream");

    /// <summary>A stream of events that says this and then nothing more, and stays open.</summary>
    public ScriptedServer FallsSilent(string events)
    {
        script.Enqueue(() => new(HttpStatusCode.OK) { Content = new StreamContent(new SilentStream(events)) });
        return this;
    }

    public ScriptedServer Breaks()
    {
        script.Enqueue(() => throw new HttpRequestException("The network is down."));
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        Bodies.Add(request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        return script.Dequeue()();
    }

    private sealed class SilentStream(string beginning) : MemoryStream(System.Text.Encoding.UTF8.GetBytes(beginning))
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (read == 0)
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return read;
        }
    }
}
