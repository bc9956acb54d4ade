namespace Vae.Api.Inference.Passes;

/// <summary>Where a thread brings the rows of several callers together. Grows to the largest pass there was.</summary>
internal sealed class PassBuffers
{
    private float[] input = [];
    private float[] first = [];
    private float[] second = [];
    private int[] labels = [];

    /// <summary>Computes the batch as one pass and hands each caller its rows.</summary>
    public void Compute(PassBatch batch)
    {
        var lane = batch.Lane;
        var x = Sized(ref input, batch.Rows * lane.InputLength);
        var means = Sized(ref first, batch.Rows * lane.OutputLength);
        var logvars = lane.Kind == PassKind.Encode ? Sized(ref second, means.Length) : default;

        var at = 0;
        foreach (var segment in batch.Segments)
        {
            segment.Input.CopyTo(x[at..]);
            at += segment.Rows * lane.InputLength;
        }
        lane.Compute(x, batch.Rows, Labels(batch), means, logvars);
        at = 0;
        foreach (var segment in batch.Segments)
        {
            var length = segment.Rows * lane.OutputLength;
            means.Slice(at, length).CopyTo(segment.First);
            if (!logvars.IsEmpty)
                logvars.Slice(at, length).CopyTo(segment.Second);
            at += length;
        }
    }

    /// <summary>The classes of all rows; rows of callers that say nothing stand beside those of others.</summary>
    private ReadOnlySpan<int> Labels(PassBatch batch)
    {
        if (!batch.Lane.TakesLabels)
            return default;
        if (labels.Length < batch.Rows)
            labels = new int[batch.Rows];
        var all = labels.AsSpan(0, batch.Rows);
        all.Fill(-1);
        var at = 0;
        foreach (var segment in batch.Segments)
        {
            segment.Labels.CopyTo(all[at..]);
            at += segment.Rows;
        }
        return all;
    }

    private static Span<float> Sized(ref float[] buffer, int length)
    {
        if (buffer.Length < length)
            buffer = GC.AllocateUninitializedArray<float>(length);
        return buffer.AsSpan(0, length);
    }
}
