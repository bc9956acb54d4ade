using System.Collections.Concurrent;

namespace Vae.Api.Security;

/// <summary>
/// Counts calls of many callers: each has a bucket of tokens that fills steadily, and a call takes one. The number of buckets is bounded: full
/// ones, whose callers are idle, make room, and while there is none all further callers share one bucket.
/// </summary>
/// <param name="perSecond">Tokens that a bucket gains in a second.</param>
/// <param name="burst">Tokens that a bucket holds.</param>
/// <param name="capacity">Buckets that there may be.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenBuckets<TKey>(double perSecond, int burst, int capacity, TimeProvider time)
    where TKey : notnull
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<TKey, Bucket> buckets = new();
    private readonly Bucket shared = new(burst, time.GetTimestamp());
    private int count;
    private long sweptAt;

    /// <summary>Buckets that there are.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Takes a token; false, and how long until the next one, when there is none.</summary>
    public bool TryTake(TKey key, out TimeSpan wait)
    {
        var now = time.GetTimestamp();
        var bucket = buckets.TryGetValue(key, out var known) ? known : Add(key, now);
        lock (bucket)
        {
            Fill(bucket, now);
            if (bucket.Tokens >= 1)
            {
                bucket.Tokens--;
                wait = TimeSpan.Zero;
                return true;
            }

            wait = TimeSpan.FromSeconds((1 - bucket.Tokens) / perSecond);
            return false;
        }
    }

    private Bucket Add(TKey key, long now)
    {
        if (Count >= capacity && time.GetElapsedTime(Volatile.Read(ref sweptAt), now) >= SweepInterval)
            Sweep(now);
        // Callers who come together may take it a few past its capacity.
        if (Count >= capacity)
            return shared;
        var added = new Bucket(burst, now);
        var bucket = buckets.GetOrAdd(key, added);
        if (ReferenceEquals(bucket, added))
            Interlocked.Increment(ref count);
        return bucket;
    }

    private void Sweep(long now)
    {
        Volatile.Write(ref sweptAt, now);
        foreach (var pair in buckets)
        {
            lock (pair.Value)
            {
                Fill(pair.Value, now);
                if (pair.Value.Tokens < burst)
                    continue;
            }

            if (buckets.TryRemove(pair))
                Interlocked.Decrement(ref count);
        }
    }

    private void Fill(Bucket bucket, long now)
    {
        if (now <= bucket.FilledAt)
            return;
        bucket.Tokens = Math.Min(burst, bucket.Tokens + (time.GetElapsedTime(bucket.FilledAt, now).TotalSeconds * perSecond));
        bucket.FilledAt = now;
    }

    private sealed class Bucket(double tokens, long filledAt)
    {
        public double Tokens { get; set; } = tokens;

        public long FilledAt { get; set; } = filledAt;
    }
}
