using System.Collections.Concurrent;
using System.Threading.Tasks.Sources;

namespace Vae.Api.Inference.Passes;

/// <summary>One caller's rows on their way through a model. Pooled: its task is awaited exactly once, and the item is gone with it.</summary>
/// <remarks>
/// The caller's memory is in use until the task ends, so a caller that gives up waits as well: an item that is still in line is dropped when its
/// turn comes, one that is being computed ends with its pass.
/// </remarks>
internal sealed class PassItem : IValueTaskSource
{
    private const int MostPooled = 1024;

    private static readonly ConcurrentQueue<PassItem> Pool = new();

    // The caller's continuation parses and formats: that is not for a pass thread.
    private ManualResetValueTaskSourceCore<bool> source = new() { RunContinuationsAsynchronously = true };
    private Exception? fault;

    // Rows that are neither computed nor dropped; who brings it to zero ends the task.
    private int open;

    private PassItem()
    {
    }

    /// <summary>Where the rows wait.</summary>
    public PassLane Lane { get; private set; } = null!;

    /// <summary>Rows that go in, one behind the other.</summary>
    public ReadOnlyMemory<float> Input { get; private set; }

    /// <summary>Where pixel means or posterior means go.</summary>
    public Memory<float> First { get; private set; }

    /// <summary>Where log-variances go; empty for a decode pass.</summary>
    public Memory<float> Second { get; private set; }

    /// <summary>The class of each row that the model is told, −1 for none; empty: none of any.</summary>
    public ReadOnlyMemory<int> Labels { get; private set; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows that a thread has taken. Under the queue's lock.</summary>
    public int Taken { get; set; }

    /// <summary>When it came, as the queue's clock counts.</summary>
    public long Enqueued { get; set; }

    /// <summary>Says that the caller has gone.</summary>
    public CancellationToken Cancellation { get; private set; }

    /// <summary>Ends when every row is computed or dropped.</summary>
    public ValueTask Completion => new(this, source.Version);

    /// <summary>An item for these rows.</summary>
    public static PassItem Rent(
        PassLane lane, PassRows rows, Memory<float> first, Memory<float> second, CancellationToken cancellation)
    {
        if (!Pool.TryDequeue(out var item))
            item = new();
        item.Lane = lane;
        item.Input = rows.Values;
        item.Labels = rows.Labels;
        item.Rows = rows.Count;
        item.First = first;
        item.Second = second;
        item.Cancellation = cancellation;
        item.open = rows.Count;
        return item;
    }

    /// <summary>Says that rows are done with, computed or not. The item may be another caller's as soon as this returns.</summary>
    public void Finish(int rows, Exception? cause)
    {
        if (cause is not null)
            Interlocked.CompareExchange(ref fault, cause, null);
        if (Interlocked.Add(ref open, -rows) > 0)
            return;
        if (Volatile.Read(ref fault) is { } first)
            source.SetException(first);
        else
            source.SetResult(true);
    }

    /// <summary>Takes an item back that never came into a queue.</summary>
    public void Return()
    {
        source.Reset();
        fault = null;
        Lane = null!;
        Input = default;
        Labels = default;
        First = Second = default;
        Cancellation = default;
        Taken = 0;
        if (Pool.Count < MostPooled)
            Pool.Enqueue(this);
    }

    void IValueTaskSource.GetResult(short token)
    {
        try
        {
            source.GetResult(token);
        }
        finally
        {
            Return();
        }
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);
}
