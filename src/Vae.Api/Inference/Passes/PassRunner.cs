using System.Diagnostics;
using Vae.Api.Configuration;
using Vae.Api.Errors;
using Vae.Core;

namespace Vae.Api.Inference.Passes;

/// <summary>Runs every pass through a model: a quick one where nobody waits on its caller's thread, all others on threads of its own.</summary>
internal sealed class PassRunner : IDisposable
{
    /// <summary>Name of the activity source that has one span a pass.</summary>
    public const string SourceName = "Vae.Inference";

    private static readonly ActivitySource Source = new(SourceName);

    private readonly PassQueue queue;
    private readonly InferenceMetrics metrics;
    private readonly TimeProvider time;
    private readonly ILogger<PassRunner> logger;
    private readonly Thread[] threads;

    public PassRunner(InferenceOptions options, InferenceMetrics metrics, TimeProvider time, ILogger<PassRunner> logger)
    {
        this.metrics = metrics;
        this.time = time;
        this.logger = logger;
        queue = new(options, time);
        metrics.ObserveQueue(() => queue.Length);
        threads = [.. Enumerable.Range(0, options.Threads).Select(number => new Thread(Work) { IsBackground = true, Name = $"vae-pass-{number}" })];
        foreach (var thread in threads)
            thread.Start();
    }

    /// <summary>Computes rows in a pass, alone or with others'.</summary>
    /// <param name="lane">Operation and version; the caller holds the version until the task has ended.</param>
    /// <param name="rows">The rows. In use until the task has ended.</param>
    /// <param name="first">Where means or pixels go. In use until the task has ended.</param>
    /// <param name="second">Where log-variances go; empty for a decode pass. In use until the task has ended.</param>
    /// <param name="cancellation">Drops the rows that no thread has begun.</param>
    /// <exception cref="ProblemException"><c>overloaded</c>.</exception>
    public ValueTask RunAsync(
        PassLane lane, PassRows rows, Memory<float> first, Memory<float> second, CancellationToken cancellation)
    {
        // A thread's turn costs more than such a pass; where all are busy, rows wait and go together.
        if (lane.IsQuick(rows.Count) && queue.TryEnter(rows.Count))
            return RunHere(lane, rows, first, second, cancellation);
        var item = PassItem.Rent(lane, rows, first, second, cancellation);
        var completion = item.Completion;
        if (queue.TryAdd(item))
            return completion;
        item.Return();
        metrics.Rejected(1);
        return ValueTask.FromException(Problems.Overloaded().AsException());
    }

    /// <summary>Finishes what is in line and ends the threads.</summary>
    public void Dispose()
    {
        queue.Stop();
        foreach (var thread in threads)
            thread.Join();
    }

    private void Work()
    {
        // There are as many of these threads as cores should work: an operator takes none besides.
        TorchThreads.Use(1);
        var batch = new PassBatch();
        var buffers = new PassBuffers();
        while (queue.Take(batch))
        {
            try
            {
                if (batch.EndDropped() is > 0 and var overdue)
                    metrics.Rejected(overdue);
                if (batch.Rows > 0)
                    Run(batch, buffers);
            }
            // The thread's boundary. Faults of a model end with their pass: what comes here is ours, a listener's of metrics or spans, say.
            catch (Exception fault)
            {
                logger.LogError(fault, "A pass broke off; its callers are told");
                batch.EndAll(fault);
            }
            finally
            {
                batch.Clear();
                queue.Done();
            }
        }
    }

    /// <summary>Computes the rows on the caller's thread, which has entered the queue.</summary>
    private ValueTask RunHere(PassLane lane, PassRows rows, Memory<float> first, Memory<float> second, CancellationToken cancellation)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            using var span = Start(lane, rows.Count);
            var started = time.GetTimestamp();
            lane.Compute(rows.Values.Span, rows.Count, rows.Labels.Span, first.Span, second.Span);
            metrics.Queued(lane.Kind, TimeSpan.Zero);
            metrics.Passed(lane.Kind, rows.Count, time.GetElapsedTime(started));
            return default;
        }
        // As on a pass thread: the fault is the caller's, and comes out of the task.
        catch (Exception fault)
        {
            return ValueTask.FromException(fault);
        }
        finally
        {
            queue.Done();
        }
    }

    private static Activity? Start(PassLane lane, int rows)
    {
        var span = Source.HasListeners() ? Source.StartActivity(lane.Kind == PassKind.Encode ? "encode pass" : "decode pass") : null;
        return span?.SetTag("vae.rows", rows);
    }

    private void Run(PassBatch batch, PassBuffers buffers)
    {
        using var span = Start(batch.Lane, batch.Rows);
        var started = time.GetTimestamp();
        foreach (var segment in batch.Segments)
        {
            if (segment.Start == 0)
                metrics.Queued(batch.Lane.Kind, time.GetElapsedTime(segment.Item.Enqueued, started));
        }

        var isShared = batch.Segments.Count > 1;
        var fault = isShared ? TryShared(batch, buffers) : TryAlone(batch.Segments[0]);
        metrics.Passed(batch.Lane.Kind, batch.Rows, time.GetElapsedTime(started));
        if (fault is not null)
            span?.SetStatus(ActivityStatusCode.Error, fault.GetType().Name);
        foreach (var segment in batch.Segments)
            // One caller's rows must not fail its neighbours: after a fault each is tried by itself.
            batch.EndNext(fault is not null && isShared ? TryAlone(segment) : fault);
    }

    private static Exception? TryShared(PassBatch batch, PassBuffers buffers)
    {
        try
        {
            buffers.Compute(batch);
            return null;
        }
        // The thread's boundary: a fault is the callers' whose rows these are, and the thread lives on.
        catch (Exception fault)
        {
            return fault;
        }
    }

    private static Exception? TryAlone(PassSegment segment)
    {
        try
        {
            segment.Item.Lane.Compute(segment.Input, segment.Rows, segment.Labels, segment.First, segment.Second);
            return null;
        }
        // As above.
        catch (Exception fault)
        {
            return fault;
        }
    }
}
