namespace Vae.Api.Inference;

/// <summary>Versions beside the newest that were asked for, the least recently used dropped first. Not safe to share; its owner locks.</summary>
internal sealed class SnapshotCache(int capacity)
{
    private readonly LinkedList<ModelSnapshot> newestFirst = new();

    /// <summary>A lease of the version, or null where it is not here.</summary>
    public ModelLease? TryLease(string reference)
    {
        for (var node = newestFirst.First; node is not null; node = node.Next)
        {
            if (node.Value.Version.Ref != reference)
                continue;
            newestFirst.Remove(node);
            newestFirst.AddFirst(node);
            return node.Value.TryLease();
        }
        return null;
    }

    /// <summary>Takes over the maker's reference.</summary>
    public void Add(ModelSnapshot snapshot)
    {
        newestFirst.AddFirst(snapshot);
        if (newestFirst.Count <= capacity)
            return;
        newestFirst.Last!.Value.Release();
        newestFirst.RemoveLast();
    }

    /// <summary>Lets every version go.</summary>
    public void Clear()
    {
        foreach (var snapshot in newestFirst)
            snapshot.Release();
        newestFirst.Clear();
    }
}
