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
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly HttpResponse response;
    private readonly JobStore store;
    private readonly StreamPlace place;
    private readonly TimeProvider time;
    private readonly string id;
    private long last;

    private JobEventStream(HttpResponse response, JobStore store, StreamPlace place, TimeProvider time, string id, long last)
    {
        (this.response, this.store, this.place, this.time, this.id, this.last) = (response, store, place, time, id, last);
    }

    // Answers with the log from Last-Event-ID on, and with what is added, until the job's end or the server's, which is an event of its own.
    // It also ends when the caller's key does, and after half an hour, when the client connects again after the last id that it saw.
    // No XML comment: it would become the route's summary in the API's document.
    public static async Task StreamAsync(
        HttpContext http, string id, JobStore store, StreamGate gate, TimeProvider time, IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        await JobEndpoints.FindAsync(http, id, store, cancellation);
        using var place = gate.Enter(Caller.Of(http));
        var last = await ResumePointAsync(http.Request, store, id, cancellation);
        // A client that takes nothing must not hold the server up when it leaves.
        using var broken = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var leaving = lifetime.ApplicationStopping.Register(() => broken.CancelAfter(Farewell));
        using var writing = CancellationTokenSource.CreateLinkedTokenSource(cancellation, broken.Token);
        try
        {
            await new JobEventStream(http.Response, store, place, time, id, last).RunAsync(writing.Token, lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException) when (broken.IsCancellationRequested)
        {
            // The stream ends within an event, which the client drops; it goes on elsewhere after the last id that it saw.
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

    private async Task RunAsync(CancellationToken cancellation, CancellationToken stopping)
    {
        response.ContentType = MediaTypes.EventStream;
        await WriteAsync("retry: 2000\n\n", cancellation);

        var began = time.GetTimestamp();
        var (quietSince, checkedAt) = (began, began);
        while (!stopping.IsCancellationRequested)
        {
            if (time.GetElapsedTime(began) >= Longest)
                return;
            if (time.GetElapsedTime(checkedAt) >= PingInterval)
            {
                if (!place.IsStillGood)
                    return;
                checkedAt = time.GetTimestamp();
            }
            // The state is read before the log: a job seen as ended has its whole log written.
            var ended = await store.FindAsync(id, cancellation) is not { State: JobState.Queued or JobState.Running or JobState.Canceling };
            var written = await WriteNewAsync(cancellation);
            if (ended)
                return;
            if (written)
                quietSince = time.GetTimestamp();
            else if (time.GetElapsedTime(quietSince) >= PingInterval)
            {
                await WriteAsync("event: ping\ndata: {}\n\n", cancellation);
                quietSince = time.GetTimestamp();
            }
            await WaitAsync(cancellation, stopping);
        }
        await WriteAsync("event: shutdown\ndata: {}\n\n", cancellation);
    }

    private async Task WaitAsync(CancellationToken cancellation, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stopping);
        await Task.Delay(PollInterval, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
    }

    private async Task WriteAsync(string text, CancellationToken cancellation)
    {
        await response.WriteAsync(text, cancellation);
        await response.Body.FlushAsync(cancellation);
    }

    private async Task<bool> WriteNewAsync(CancellationToken cancellation)
    {
        var written = false;
        while (await store.EventsAsync(id, last, PageSize, cancellation) is { Count: > 0 } page)
        {
            var text = new StringBuilder();
            foreach (var line in page)
                text.Append(CultureInfo.InvariantCulture, $"id: {line.Id}\nevent: {line.Type}\ndata: {line.Json}\n\n");
            await WriteAsync(text.ToString(), cancellation);
            last = page[^1].Id;
            written = true;
        }
        return written;
    }
}
