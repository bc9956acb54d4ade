using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Vae.Reliability.Tests.Wire;

namespace Vae.Reliability.Tests.Load;

/// <summary>Sends requests over keep-alive connections and judges every answer.</summary>
internal sealed class LoadDriver
{
    private const int KeptFailures = 10;

    /// <summary>Where to.</summary>
    public required IPEndPoint Server { get; init; }

    /// <summary>Connections that are used at the same time.</summary>
    public required int Connections { get; init; }

    /// <summary>The request with a number, counted from 0.</summary>
    public required Func<long, WireRequest> Next { get; init; }

    /// <summary>What is wrong with an answer; null when nothing is.</summary>
    public required Func<WireRequest, WireAnswer, string?> Judge { get; init; }

    /// <summary>Requests a second, sent whether or not earlier ones were answered as long as a connection is free; null: as fast as answers come.</summary>
    public double? Rate { get; init; }

    /// <summary>What to do in place of a request with a number; false: nothing, send the request.</summary>
    public Func<long, ValueTask<bool>>? Instead { get; init; }

    public async Task<LoadReport> RunAsync(TimeSpan duration)
    {
        using var stop = new CancellationTokenSource(duration);
        return await RunAsync(long.MaxValue, stop.Token);
    }

    /// <summary>Runs until the count is sent or a stop is asked for.</summary>
    public async Task<LoadReport> RunAsync(long count, CancellationToken stop)
    {
        var failures = new ConcurrentQueue<string>();
        var run = new Run(count, Stopwatch.GetTimestamp(), failures, stop);
        List<float>[] times = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() => WorkAsync(run))));
        double seconds = Stopwatch.GetElapsedTime(run.Started).TotalSeconds;
        float[] sorted = [.. times.SelectMany(list => list)];
        Array.Sort(sorted);
        return new LoadReport(sorted.Length, seconds, sorted, failures.Count, [.. failures.Take(KeptFailures)]);
    }

    private async Task<List<float>> WorkAsync(Run run)
    {
        using var client = new WireClient(Server);
        var times = new List<float>();
        while (run.TakeNumber() is { } number)
        {
            long from = await WaitForTurnAsync(number, run.Started);
            if (Instead is not null && await Instead(number)) continue;
            WireRequest request = Next(number);
            try
            {
                WireAnswer answer = await client.SendAsync(request.Bytes);
                if (Judge(request, answer) is { } fault) run.Failures.Enqueue($"{request.Name}: {fault}");
            }
            catch (WireException fault)
            {
                run.Failures.Enqueue($"{request.Name}: {fault.Message}");
            }
            times.Add((float)Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }
        return times;
    }

    /// <summary>
    /// From when the request's time counts. A connection that is late counts from when the request was due, as its caller would; one that
    /// waits for the moment counts from when it was woken, so that the timer's slack is not taken for the service's.
    /// </summary>
    private async ValueTask<long> WaitForTurnAsync(long number, long started)
    {
        if (Rate is not { } rate) return Stopwatch.GetTimestamp();
        long due = started + (long)(number / rate * Stopwatch.Frequency);
        TimeSpan early = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
        if (early <= TimeSpan.Zero) return due;
        await Task.Delay(early);
        return Stopwatch.GetTimestamp();
    }

    private sealed class Run(long count, long started, ConcurrentQueue<string> failures, CancellationToken stop)
    {
        private long _taken;

        public long Started => started;

        public ConcurrentQueue<string> Failures => failures;

        public long? TakeNumber() => !stop.IsCancellationRequested && Interlocked.Increment(ref _taken) - 1 is var number && number < count ? number : null;
    }
}
