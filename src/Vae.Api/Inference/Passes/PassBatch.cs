using Vae.Api.Errors;

namespace Vae.Api.Inference.Passes;

/// <summary>A run of one item's rows within a pass.</summary>
/// <param name="Item">Whose rows.</param>
/// <param name="Start">The first of them within the item.</param>
/// <param name="Rows">How many.</param>
internal readonly record struct PassSegment(PassItem Item, int Start, int Rows)
{
    /// <summary>The rows.</summary>
    public ReadOnlySpan<float> Input => Slice(Item.Input.Span, Item.Lane.InputLength);

    /// <summary>Their classes; empty: none of any.</summary>
    public ReadOnlySpan<int> Labels => Item.Labels.IsEmpty ? default : Item.Labels.Span.Slice(Start, Rows);

    /// <summary>Where means go.</summary>
    public Span<float> First => Item.First.Span.Slice(Start * Item.Lane.OutputLength, Rows * Item.Lane.OutputLength);

    /// <summary>Where log-variances go; empty for a decode pass.</summary>
    public Span<float> Second => Item.Second.IsEmpty ? default : Item.Second.Span.Slice(Start * Item.Lane.OutputLength, Rows * Item.Lane.OutputLength);

    private ReadOnlySpan<float> Slice(ReadOnlySpan<float> values, int length) => values.Slice(Start * length, Rows * length);
}

/// <summary>What one thread computes at one go. Each thread has one and fills it again and again.</summary>
internal sealed class PassBatch
{
    private readonly List<(PassItem Item, int Rows, Exception Cause)> dropped = [];
    private int droppedEnded;
    private int ended;

    /// <summary>The lane whose rows these are.</summary>
    public PassLane Lane { get; private set; } = null!;

    /// <summary>The rows.</summary>
    public List<PassSegment> Segments { get; } = [];

    /// <summary>Sum of the segments' rows.</summary>
    public int Rows { get; private set; }

    /// <summary>Takes up to <paramref name="most"/> rows of a lane, under the queue's lock. Items of callers that have gone, or that waited too long, leave the line.</summary>
    /// <returns>Items that left the line.</returns>
    public int Fill(PassLane lane, int most, Func<PassItem, Exception?> reject)
    {
        Clear();
        Lane = lane;
        var left = 0;
        while (Rows < most && (Rows == 0 || lane.Shares) && lane.Pending.TryDequeue(out var item))
        {
            if (reject(item) is { } cause)
            {
                var untaken = item.Rows - item.Taken;
                lane.PendingRows -= untaken;
                dropped.Add((item, untaken, cause));
                left++;
                continue;
            }
            // Cut at fixed places: where a pass's size matters for the bits, they depend on the request alone.
            var rows = Math.Min(item.Rows - item.Taken, lane.Shares ? most - Rows : most);
            Segments.Add(new(item, item.Taken, rows));
            item.Taken += rows;
            Rows += rows;
            lane.PendingRows -= rows;
            if (item.Taken == item.Rows)
                left++;
            else
                // A large request goes to the end of its line after each pass, so that it stalls nobody.
                lane.Pending.Enqueue(item);
        }
        return left;
    }

    /// <summary>Tells the callers whose items left the line uncomputed.</summary>
    public int EndDropped()
    {
        var overdue = 0;
        while (droppedEnded < dropped.Count)
        {
            var (item, rows, cause) = dropped[droppedEnded++];
            if (cause is ProblemException)
                overdue++;
            item.Finish(rows, cause);
        }
        return overdue;
    }

    /// <summary>Tells the next segment's caller that its rows are done with.</summary>
    public void EndNext(Exception? fault)
    {
        var segment = Segments[ended++];
        segment.Item.Finish(segment.Rows, fault);
    }

    /// <summary>Ends what has not been ended yet: nobody may wait for a pass that broke off.</summary>
    public void EndAll(Exception fault)
    {
        EndDropped();
        while (ended < Segments.Count)
            EndNext(fault);
    }

    /// <summary>Lets everything go: a thread that waits for work must not hold a version that has been swapped out.</summary>
    public void Clear()
    {
        Lane = null!;
        Rows = ended = droppedEnded = 0;
        Segments.Clear();
        dropped.Clear();
    }
}
