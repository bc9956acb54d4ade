namespace Vae.Api.Inference;

/// <summary>The versions in memory, within a budget: the newest stays, of the others the least recently used go first. Safe to share.</summary>
/// <param name="budget">Bytes of all versions together, see <see cref="ModelSnapshot.Bytes"/>. One that is larger by itself is held all the same, beside the newest.</param>
internal sealed class LoadedModels(long budget)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<ModelSnapshot>> byRef = new(StringComparer.Ordinal);
    private readonly LinkedList<ModelSnapshot> latestUsedFirst = new();

    // Written under the lock; read by every request.
    private ModelSnapshot? newest;
    private long bytes;

    // The newest was asked for by its own name, and so may be again once it is not the newest any more.
    private bool newestIsNamed;
    private bool isClosed;

    /// <summary>The version that answers by default, or null before the first.</summary>
    public ModelSnapshot? Newest => Volatile.Read(ref newest);

    /// <summary>Versions in memory.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return latestUsedFirst.Count + (newest is null ? 0 : 1);
        }
    }

    /// <summary>Their bytes.</summary>
    public long Bytes
    {
        get
        {
            lock (gate)
                return bytes;
        }
    }

    /// <summary>A hold on the newest, or null before the first.</summary>
    public ModelLease? TryLeaseNewest()
    {
        // A snapshot can go between the read and the lease only by being swapped: then there is another.
        while (Newest is { } snapshot)
        {
            if (snapshot.TryLease() is { } lease)
                return lease;
        }
        return null;
    }

    /// <summary>A hold on the version <c>name@version</c>, or null where it is not in memory.</summary>
    public ModelLease? TryLease(string reference)
    {
        lock (gate)
        {
            if (newest?.Ref == reference)
            {
                newestIsNamed = true;
                return newest.TryLease();
            }
            if (!byRef.TryGetValue(reference, out var node))
                return null;
            latestUsedFirst.Remove(node);
            latestUsedFirst.AddFirst(node);
            return node.Value.TryLease();
        }
    }

    /// <summary>Lets versions go until this many bytes more fit, as far as that is possible.</summary>
    public void MakeRoom(long coming)
    {
        lock (gate)
            Evict(coming, keep: null);
    }

    /// <summary>Takes over the maker's reference to a version that was asked for by name. One that is in memory already stays, and the second goes.</summary>
    public void Add(ModelSnapshot snapshot)
    {
        lock (gate)
        {
            if (isClosed || newest?.Ref == snapshot.Ref)
                snapshot.Release();
            else
                Insert(snapshot);
        }
    }

    /// <summary>Takes over the maker's reference and makes the version the newest. The one before goes, unless somebody asked for it by its name.</summary>
    public void Swap(ModelSnapshot snapshot)
    {
        lock (gate)
        {
            if (isClosed || newest?.Ref == snapshot.Ref)
            {
                snapshot.Release();
                return;
            }
            Remove(snapshot.Ref)?.Release();
            MakeNewest(snapshot);
        }
    }

    /// <summary>Makes a version that is in memory already the newest, if it is not.</summary>
    /// <returns>False when it is not in memory.</returns>
    public bool TryPromote(string reference)
    {
        lock (gate)
        {
            if (newest?.Ref == reference)
                return true;
            if (Remove(reference) is not { } snapshot)
                return false;
            MakeNewest(snapshot);
            return true;
        }
    }

    /// <summary>Lets every version go, and those that come later too.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            newest?.Release();
            Volatile.Write(ref newest, null);
            foreach (var snapshot in latestUsedFirst)
                snapshot.Release();
            latestUsedFirst.Clear();
            byRef.Clear();
            bytes = 0;
        }
    }

    private void MakeNewest(ModelSnapshot snapshot)
    {
        var (before, wasNamed) = (newest, newestIsNamed);
        bytes += snapshot.Bytes;
        Volatile.Write(ref newest, snapshot);
        newestIsNamed = false;
        if (before is null)
            return;
        bytes -= before.Bytes;
        if (wasNamed)
            Insert(before);
        else
            before.Release();
        Evict(0, keep: null);
    }

    private void Insert(ModelSnapshot snapshot)
    {
        if (byRef.ContainsKey(snapshot.Ref))
        {
            snapshot.Release();
            return;
        }
        byRef.Add(snapshot.Ref, latestUsedFirst.AddFirst(snapshot));
        bytes += snapshot.Bytes;
        Evict(0, keep: snapshot);
    }

    /// <summary>Takes a version out that is not the newest, with its reference.</summary>
    private ModelSnapshot? Remove(string reference)
    {
        if (!byRef.Remove(reference, out var node))
            return null;
        latestUsedFirst.Remove(node);
        bytes -= node.Value.Bytes;
        return node.Value;
    }

    private void Evict(long coming, ModelSnapshot? keep)
    {
        while (bytes + coming > budget && latestUsedFirst.Last is { } last && last.Value != keep)
        {
            latestUsedFirst.RemoveLast();
            byRef.Remove(last.Value.Ref);
            bytes -= last.Value.Bytes;
            last.Value.Release();
        }
    }
}
