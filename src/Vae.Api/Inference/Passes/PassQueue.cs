using Vae.Api.Configuration;
using Vae.Api.Errors;

namespace Vae.Api.Inference.Passes;

/// <summary>The bounded line in front of the pass threads. Lanes take turns; what piles up in a lane while the threads are busy goes as one pass.</summary>
internal sealed class PassQueue
{
    private readonly InferenceOptions options;
    private readonly TimeProvider time;
    private readonly long longestWait;
    private readonly long delay;
    private readonly Func<PassItem, Exception?> reject;

    // A monitor and not a Lock: threads wait on it.
    private readonly object gate = new();
    private readonly Queue<PassLane> ready = new();
    private int items;
    private int idle;
    private int running;
    private bool stopping;

    public PassQueue(InferenceOptions options, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        longestWait = Ticks(options.QueueWait);
        delay = Ticks(options.BatchDelay);
        reject = Reject;
    }

    /// <summary>Items in line.</summary>
    public int Length => Volatile.Read(ref items);

    /// <summary>Puts an item into its lane's line; false when the line is full or the server stops.</summary>
    public bool TryAdd(PassItem item)
    {
        item.Enqueued = time.GetTimestamp();
        lock (gate)
        {
            if (stopping || items >= options.QueueLimit)
                return false;
            items++;
            var lane = item.Lane;
            lane.Pending.Enqueue(item);
            lane.PendingRows += item.Rows;
            if (!lane.IsReady)
            {
                lane.IsReady = true;
                ready.Enqueue(lane);
            }
            else if (delay == 0 || lane.PendingRows < options.BatchRows)
            {
                // A thread is already on its way to this lane and will find the item there.
                return true;
            }
            if (idle > 0)
                Monitor.Pulse(gate);
            return true;
        }
    }

    /// <summary>
    /// Waits for work and takes one pass of it, which ends with <see cref="Done"/>; false when the server stops and nothing is left.
    /// </summary>
    /// <param name="batch">Is filled.</param>
    public bool Take(PassBatch batch)
    {
        lock (gate)
        {
            while (true)
            {
                var wait = Timeout.InfiniteTimeSpan;
                // Callers that compute their passes themselves have threads' places: there is none before one is done.
                if (running < options.Threads && TakeDue(batch, ref wait))
                {
                    running++;
                    // What this pass leaves behind is for another thread that has nothing to do.
                    if (ready.Count > 0 && idle > 0)
                        Monitor.Pulse(gate);
                    return true;
                }
                if (stopping && ready.Count == 0)
                    return false;
                idle++;
                Monitor.Wait(gate, wait);
                idle--;
            }
        }
    }

    /// <summary>
    /// Takes a thread's place for a pass that its caller computes itself: only where nobody waits, and never more at once than there are
    /// threads. Each that was taken ends with <see cref="Done"/>.
    /// </summary>
    /// <param name="rows">Rows of the pass; more than one pass may have are for the line.</param>
    public bool TryEnter(int rows)
    {
        lock (gate)
        {
            if (stopping || items > 0 || running >= options.Threads || rows > options.BatchRows)
                return false;
            running++;
            return true;
        }
    }

    /// <summary>Says that a pass is computed.</summary>
    public void Done()
    {
        lock (gate)
        {
            running--;
            if (stopping)
                // Who found no place looks again whether anything is left.
                Monitor.PulseAll(gate);
            else if (ready.Count > 0 && idle > 0)
                // A place is free, and where nothing runs any more nobody waits for company.
                Monitor.Pulse(gate);
        }
    }

    /// <summary>Takes nothing more; threads go when the line is empty.</summary>
    public void Stop()
    {
        lock (gate)
        {
            stopping = true;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Gives each lane in line one look, so that each has its turn.</summary>
    private bool TakeDue(PassBatch batch, ref TimeSpan wait)
    {
        for (var looks = ready.Count; looks > 0; looks--)
        {
            var lane = ready.Dequeue();
            if (!IsDue(lane, ref wait))
            {
                ready.Enqueue(lane);
                continue;
            }
            items -= batch.Fill(lane, options.BatchRows, reject);
            lane.IsReady = lane.Pending.Count > 0;
            if (lane.IsReady)
                ready.Enqueue(lane);
            return true;
        }
        return false;
    }

    /// <summary>A pass that is not full may wait for more, but never while nothing else runs: that would be waiting for nothing.</summary>
    private bool IsDue(PassLane lane, ref TimeSpan wait)
    {
        if (delay == 0 || running == 0 || stopping || lane.PendingRows >= options.BatchRows)
            return true;
        var left = delay - (time.GetTimestamp() - lane.Pending.Peek().Enqueued);
        if (left <= 0)
            return true;
        var span = TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMillisecond, left * TimeSpan.TicksPerSecond / time.TimestampFrequency));
        if (wait == Timeout.InfiniteTimeSpan || span < wait)
            wait = span;
        return false;
    }

    private Exception? Reject(PassItem item)
    {
        if (item.Cancellation.IsCancellationRequested)
            return new OperationCanceledException(item.Cancellation);
        return item.Taken == 0 && time.GetTimestamp() - item.Enqueued > longestWait ? Problems.Overloaded().AsException() : null;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
