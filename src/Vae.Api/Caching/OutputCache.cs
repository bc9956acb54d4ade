namespace Vae.Api.Caching;

/// <summary>A finished answer.</summary>
/// <param name="Type">Its media type.</param>
/// <param name="Shape">The value of <c>X-Tensor-Shape</c>; null for other answers than plain tensors.</param>
/// <param name="Body">Its bytes; nobody writes to them any more.</param>
internal sealed record FinishedAnswer(string Type, string? Shape, byte[] Body)
{
    /// <summary>What an entry costs beside its body: the entry, its place in line and its place in the table, rounded up.</summary>
    public const int Overhead = 256;

    /// <summary>What it is counted with.</summary>
    public long Cost => Body.Length + Overhead;
}

/// <summary>Finished answers by their entity tags, the least recently used gone first. Safe to share; never holds more than it may.</summary>
/// <param name="limit">Bytes, see <see cref="FinishedAnswer.Cost"/>; 0 holds nothing.</param>
internal sealed class OutputCache(long limit)
{
    private readonly Lock gate = new();
    private readonly Dictionary<EntityTag, LinkedListNode<(EntityTag Tag, FinishedAnswer Answer)>> byTag = [];
    private readonly LinkedList<(EntityTag Tag, FinishedAnswer Answer)> latestUsedFirst = new();
    private long bytes;

    /// <summary>Whether anything is ever kept.</summary>
    public bool IsOn => limit > 0;

    /// <summary>Bytes held.</summary>
    public long Bytes
    {
        get
        {
            lock (gate)
                return bytes;
        }
    }

    /// <summary>The answer with this tag, or null.</summary>
    public FinishedAnswer? Find(EntityTag tag)
    {
        if (!IsOn)
            return null;
        lock (gate)
        {
            if (!byTag.TryGetValue(tag, out var node))
                return null;
            latestUsedFirst.Remove(node);
            latestUsedFirst.AddFirst(node);
            return node.Value.Answer;
        }
    }

    /// <summary>Keeps an answer, unless it is larger than a sixteenth of all: one answer must not push out the rest.</summary>
    public void Add(EntityTag tag, FinishedAnswer answer)
    {
        if (!IsWorthKeeping(answer.Body.Length))
            return;
        lock (gate)
        {
            // Two may have made the same answer at once.
            if (byTag.ContainsKey(tag))
                return;
            while (bytes + answer.Cost > limit && latestUsedFirst.Last is { } last)
            {
                latestUsedFirst.RemoveLast();
                byTag.Remove(last.Value.Tag);
                bytes -= last.Value.Answer.Cost;
            }
            byTag.Add(tag, latestUsedFirst.AddFirst((tag, answer)));
            bytes += answer.Cost;
        }
    }

    /// <summary>Whether an answer of this length would be kept.</summary>
    public bool IsWorthKeeping(int length) => IsOn && length + FinishedAnswer.Overhead <= limit / 16;
}
