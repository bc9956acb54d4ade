using Vae.Catalog.Store;

namespace Vae.Api.Maps;

/// <summary>Maps in memory, the least recently used dropped first. Not safe to share; its owner locks.</summary>
internal sealed class MapCache(long capacity)
{
    private readonly LinkedList<(LatentKey Key, LatentMap Map)> newestFirst = new();
    private long bytes;

    /// <summary>The map, or null where it is not here.</summary>
    public LatentMap? Find(LatentKey key)
    {
        for (var node = newestFirst.First; node is not null; node = node.Next)
        {
            if (node.Value.Key != key)
                continue;
            newestFirst.Remove(node);
            newestFirst.AddFirst(node);
            return node.Value.Map;
        }
        return null;
    }

    /// <summary>Keeps a map; the last one stays whatever its size.</summary>
    public void Add(LatentKey key, LatentMap map)
    {
        newestFirst.AddFirst((key, map));
        bytes += map.Bytes;
        while (bytes > capacity && newestFirst.Count > 1)
        {
            bytes -= newestFirst.Last!.Value.Map.Bytes;
            newestFirst.RemoveLast();
        }
    }
}
