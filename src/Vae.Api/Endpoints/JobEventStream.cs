using System.Globalization;
using System.Text;
using Vae.Api.Formats;
using Vae.Api.Security;
using Vae.Catalog.Jobs;

namespace Vae.Api.Endpoints;

/// <summary>A job's log as server-sent events (WHATWG HTML, section 9.2).</summary>
internal sealed class JobEventStream
{
    private const int PageSize = 256;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15);

    private readonly HttpResponse response;
    private readonly JobStore store;
    private readonly TimeProvider time;
    private readonly string id;
    private long last;

    private JobEventStream(HttpResponse response, JobStore store, TimeProvider time, string id, long last)
    {
        (this.response, this.store, this.time, this.id, this.last) = (response, store, time, id, last);
    }

    // Answers with the log from Last-Event-ID on, and with what is added, until the job's end. No XML comment: it would become the route's
    // summary in the API's document.
    public static async Task StreamAsync(
        HttpContext http, string id, JobStore store, StreamGate gate, TimeProvider time, IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        await JobEndpoints.FindAsync(http, id, store, cancellation);
        using var place = gate.Enter(Caller.Of(http));
        var last = await ResumePointAsync(http.Request, store, id, cancellation);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        try
        {
            await new JobEventStream(http.Response, store, time, id, last).RunAsync(ending.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The stream ends here; a client that reconnects goes on after the last id that it saw.
        }
    }

    /// <summary>
    /// The id to go on from: the client's unless it lies beyond the job's log, which is then replayed from the oldest line kept. The line of
    /// that id need not be there any more: metric lines are thinned out, the newest line never.
    /// </summary>
    private static async Task<long> ResumePointAsync(HttpRequest request, JobStore store, string id, CancellationToken cancellation)
    {
        if (!long.TryParse(request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last) || last == 0)
            return 0;
        return await store.EventsAsync(id, last - 1, 1, cancellation) is [_] ? last : 0;
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        response.ContentType = MediaTypes.EventStream;
        await response.WriteAsync("retry: 2000\n\n", cancellation);
        await response.Body.FlushAsync(cancellation);

        var quietSince = time.GetTimestamp();
        while (true)
        {
            // The state is read before the log: a job seen as ended has its whole log written.
            var ended = await store.FindAsync(id, cancellation) is not { State: JobState.Queued or JobState.Running or JobState.Canceling };
            var written = await WriteNewAsync(cancellation);
            if (ended)
                return;
            if (written)
                quietSince = time.GetTimestamp();
            else if (time.GetElapsedTime(quietSince) >= PingInterval)
            {
                await response.WriteAsync("event: ping\ndata: {}\n\n", cancellation);
                await response.Body.FlushAsync(cancellation);
                quietSince = time.GetTimestamp();
            }
            await Task.Delay(PollInterval, time, cancellation);
        }
    }

    private async Task<bool> WriteNewAsync(CancellationToken cancellation)
    {
        var written = false;
        while (await store.EventsAsync(id, last, PageSize, cancellation) is { Count: > 0 } page)
        {
            var text = new StringBuilder();
            foreach (var line in page)
                text.Append(CultureInfo.InvariantCulture, $"id: {line.Id}\nevent: {line.Type}\ndata: {line.Json}\n\n");
            await response.WriteAsync(text.ToString(), cancellation);
            await response.Body.FlushAsync(cancellation);
            last = page[^1].Id;
            written = true;
        }
        return written;
    }
}
