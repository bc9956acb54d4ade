using System.Security.Cryptography;
using Vae.Catalog.Keys;

namespace Vae.Api.Security;

/// <summary>A key in use.</summary>
/// <param name="key">What the catalog said of it.</param>
internal sealed class KeyEntry(ApiKey key)
{
    private long usedAt = key.LastUsedAt?.ToUnixTimeMilliseconds() ?? 0;

    public ApiKey Key { get; } = key;

    public Caller Caller { get; } = Caller.Of(key);

    /// <summary>When it was last used, in milliseconds of Unix time; 0: never. Written by every request.</summary>
    public long UsedAt
    {
        get => Volatile.Read(ref usedAt);
        set => Volatile.Write(ref usedAt, value);
    }

    /// <summary>The use that the catalog knows. Touched by the ring's own loop alone.</summary>
    public long WrittenAt { get; set; } = key.LastUsedAt?.ToUnixTimeMilliseconds() ?? 0;
}

/// <summary>
/// The keys that open something, found in a time that says nothing of them: the search takes as many steps for an unknown id as for a known
/// one, without a jump that depends on what is compared, and ends in one comparison of hashes in every case.
/// </summary>
internal sealed class KeyTable
{
    private const int HashLength = SHA256.HashSizeInBytes;

    // Sorted, and filled up to a power of two with numbers that come after every id's.
    private readonly ulong[] numbers;
    private readonly KeyEntry?[] entries;

    // One hash a slot, and behind the last slot the one that unknown ids are compared with, which nobody has a secret for.
    private readonly byte[] hashes;

    private KeyTable(KeyCounts? counts, KeyEntry[] sorted)
    {
        Counts = counts;
        Entries = sorted;
        var size = 2;
        while (size <= sorted.Length)
            size *= 2;
        numbers = new ulong[size];
        entries = new KeyEntry?[size];
        hashes = RandomNumberGenerator.GetBytes((size + 1) * HashLength);
        for (var i = 0; i < size; i++)
        {
            numbers[i] = i < sorted.Length ? Number(sorted[i].Key.Id) : ulong.MaxValue;
            if (i >= sorted.Length)
                continue;
            entries[i] = sorted[i];
            sorted[i].Key.SecretSha256.Span.CopyTo(hashes.AsSpan(i * HashLength));
        }
    }

    /// <summary>Before the first look.</summary>
    public static KeyTable Empty { get; } = new(null, []);

    /// <summary>What the catalog counted; null before the first look.</summary>
    public KeyCounts? Counts { get; }

    /// <summary>All keys.</summary>
    public IReadOnlyList<KeyEntry> Entries { get; }

    /// <summary>The table of what the catalog said; uses that are not written yet are carried over.</summary>
    public static KeyTable From(KeyList list, KeyTable before)
    {
        var old = before.Entries.ToDictionary(entry => entry.Key.Id);
        var entries = list.Usable.Select(key =>
        {
            var entry = new KeyEntry(key);
            if (old.TryGetValue(key.Id, out var known))
                (entry.UsedAt, entry.WrittenAt) = (known.UsedAt, known.WrittenAt);
            return entry;
        });
        return new(list.Counts, [.. entries.OrderBy(entry => Number(entry.Key.Id))]);
    }

    /// <summary>The key with this id and this hash of its secret; null when there is none.</summary>
    public KeyEntry? Match(ReadOnlySpan<char> id, ReadOnlySpan<byte> hash)
    {
        var wanted = Number(id);
        var at = 0;
        for (var step = numbers.Length >> 1; step > 0; step >>= 1)
            at += step * (numbers[at + step - 1] < wanted ? 1 : 0);
        var found = numbers[at] == wanted ? 1 : 0;
        var slot = (at * found) + (numbers.Length * (1 - found));
        var equal = CryptographicOperations.FixedTimeEquals(hash, hashes.AsSpan(slot * HashLength, HashLength));
        return equal & (found == 1) ? entries[slot] : null;
    }

    /// <summary>
    /// An id's digits as a number. It wraps around, so two ids may share one: then the other's secret is asked for, which still opens nothing
    /// to whoever does not have it.
    /// </summary>
    private static ulong Number(ReadOnlySpan<char> id)
    {
        var number = 0ul;
        foreach (var digit in id)
            number = unchecked((number * 67) + digit);
        return number;
    }
}
