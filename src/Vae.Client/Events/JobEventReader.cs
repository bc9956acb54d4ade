using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Vae.Client.Transport;

namespace Vae.Client.Events;

/// <summary>Follows a job's log over as many connections as it takes, each going on where the one before broke off.</summary>
internal sealed class JobEventReader(Sender sender, string job, long lastId) : IAsyncDisposable
{
    private readonly VaeClientOptions options = sender.Options;
    private HttpResponseMessage? response;
    private IAsyncEnumerator<SseItem<string>>? items;
    private CancellationTokenSource? silence;
    private TimeSpan? pause;
    private bool isFresh;
    private int failures;

    /// <summary>The next line; null where the log has ended and holds no more.</summary>
    /// <exception cref="VaeProblemException">The server refused the stream.</exception>
    /// <exception cref="HttpRequestException">The stream broke, and could not be taken up within the allowed number of attempts.</exception>
    public async Task<JobEvent?> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                if (items is null)
                    await ConnectAsync(cancellation).ConfigureAwait(false);
                if (await ReadAsync(cancellation).ConfigureAwait(false) is { } line)
                    return line;
                // A stream that closes without a line: the job had ended, and the caller has seen its end. Otherwise the server stops.
                if (isFresh && await HasEndedAsync(cancellation).ConfigureAwait(false))
                    return null;
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested && fault is IOException or HttpRequestException or OperationCanceledException)
            {
                if (failures >= options.MaxRetries)
                    throw new HttpRequestException($"The events of the job broke off, and {failures} attempts to go on after event {lastId} failed.", fault);
                failures++;
            }
            await CloseAsync().ConfigureAwait(false);
            await Task.Delay(pause ?? sender.Backoff(failures), options.Time, cancellation).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        var call = Call.Get(PathQuery.Of("jobs", job, "events").ToString(), "text/event-stream");
        if (lastId > 0)
            call = call with { Headers = [new("Last-Event-ID", lastId.ToString(CultureInfo.InvariantCulture))] };
        response = await sender.SendAsync(call, cancellation).ConfigureAwait(false);
        isFresh = true;
        silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, options.Time);
        var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        items = SseParser.Create(stream).EnumerateAsync(silence.Token).GetAsyncEnumerator(silence.Token);
    }

    /// <summary>The connection's next line that is one of the log; null at the connection's end.</summary>
    private async Task<JobEvent?> ReadAsync(CancellationToken cancellation)
    {
        using var registration = cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), silence);
        while (true)
        {
            silence!.CancelAfter(options.EventSilence);
            if (!await MoveAsync(cancellation).ConfigureAwait(false))
                return null;
            var item = items!.Current;
            pause = item.ReconnectionInterval ?? pause;
            failures = 0;
            if (item.EventType is "ping" or "shutdown")
                continue;
            isFresh = false;
            if (long.TryParse(item.EventId, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                lastId = id;
            return Parse(item.EventType, item.Data) with { Id = lastId };
        }
    }

    private async Task<bool> MoveAsync(CancellationToken cancellation)
    {
        try
        {
            return await items!.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The stream knows only the token of its silence.
            throw new OperationCanceledException(cancellation);
        }
    }

    private async Task<bool> HasEndedAsync(CancellationToken cancellation)
    {
        using var answer = await sender.SendAsync(Call.Get(PathQuery.Of("jobs", job).ToString()), cancellation).ConfigureAwait(false);
        var stream = await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        return (await JsonSerializer.DeserializeAsync(stream, VaeJson.Default.Job, cancellation).ConfigureAwait(false))?.HasEnded == true;
    }

    private static JobEvent Parse(string type, string data) => type switch
    {
        "state" => JsonSerializer.Deserialize(data, VaeJson.Default.JobStateEvent)!,
        "metric" => JsonSerializer.Deserialize(data, VaeJson.Default.JobMetricEvent)!,
        "epoch" => JsonSerializer.Deserialize(data, VaeJson.Default.JobEpochEvent)!,
        "sample" => JsonSerializer.Deserialize(data, VaeJson.Default.JobSampleEvent)!,
        "log" => JsonSerializer.Deserialize(data, VaeJson.Default.JobLogEvent)!,
        "end" => JsonSerializer.Deserialize(data, VaeJson.Default.JobEndEvent)!,
        _ => new JobOtherEvent(type, JsonSerializer.Deserialize(data, VaeJson.Default.JsonElement)),
    };

    private async ValueTask CloseAsync()
    {
        if (items is not null)
            await items.DisposeAsync().ConfigureAwait(false);
        response?.Dispose();
        silence?.Dispose();
        (items, response, silence) = (null, null, null);
    }
}
