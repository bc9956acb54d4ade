using Vae.Core.Latents;

namespace Vae.Api.Inference.Passes;

/// <summary>What waits for one operation of one loaded version: only rows of one lane can share a pass.</summary>
internal sealed class PassLane(LatentSpace space, PassKind kind)
{
    /// <summary>The version's encoder and decoder.</summary>
    public LatentSpace Space { get; } = space;

    /// <summary>What its passes do.</summary>
    public PassKind Kind { get; } = kind;

    /// <summary>
    /// Whether rows of several callers may share a pass. A kernel that chooses its way by the batch's size would make one caller's bits depend
    /// on who else is asking; such a model computes each caller's rows apart.
    /// </summary>
    public bool Shares { get; } = space.RowsAreIndependent;

    /// <summary>Whether the model is told classes.</summary>
    public bool TakesLabels { get; } = space.Classes > 0;

    /// <summary>Values of one row that goes in.</summary>
    public int InputLength { get; } = kind == PassKind.Encode ? space.Input.Pixels : space.LatentDim;

    /// <summary>Values of one row that comes out; of an encode pass that many means and as many log-variances.</summary>
    public int OutputLength { get; } = kind == PassKind.Encode ? space.LatentDim : space.Input.Pixels;

    // Under the queue's lock.

    /// <summary>Items with rows that no thread has taken, in the order in which they take turns.</summary>
    public Queue<PassItem> Pending { get; } = new();

    /// <summary>Rows of those items that no thread has taken.</summary>
    public int PendingRows { get; set; }

    /// <summary>Whether the queue has the lane in its line.</summary>
    public bool IsReady { get; set; }

    /// <summary>Computes rows that lie one behind the other.</summary>
    public void Compute(ReadOnlySpan<float> input, int rows, ReadOnlySpan<int> labels, Span<float> first, Span<float> second)
    {
        if (Kind == PassKind.Encode)
            Space.Encode(input, rows, labels, first, second);
        else
            Space.Decode(input, rows, labels, first);
    }
}
