using Vae.Api.Errors;

namespace Vae.Api.Security;

/// <summary>Counts the event streams that are open. They are held for long, so they are counted apart from other requests.</summary>
internal sealed class StreamGate(KeyRing ring)
{
    /// <summary>Streams of one key.</summary>
    public const int MaxPerKey = 4;

    /// <summary>Streams in all.</summary>
    public const int Max = 200;

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> open = [];
    private int all;

    /// <summary>Lets a stream in, until the result is disposed. Callers without a key have only the limit on all.</summary>
    /// <exception cref="ProblemException">429: as many are open as may be.</exception>
    public StreamPlace Enter(Caller caller)
    {
        lock (gate)
        {
            var own = caller.KeyId is { } key ? open.GetValueOrDefault(key) : 0;
            if (own >= MaxPerKey)
                throw Problems.StreamQuota(MaxPerKey, "key").AsException();
            if (all >= Max)
                throw Problems.StreamQuota(Max, "server").AsException();
            all++;
            if (caller.KeyId is not null)
                open[caller.KeyId] = own + 1;
        }

        return new StreamPlace(this, ring, caller);
    }

    /// <summary>Gives a place back.</summary>
    internal void Leave(string? key)
    {
        lock (gate)
        {
            all--;
            if (key is not null && --open[key] == 0)
                open.Remove(key);
        }
    }
}

/// <summary>A place for one stream, until it is disposed.</summary>
internal sealed class StreamPlace(StreamGate gate, KeyRing ring, Caller caller) : IDisposable
{
    private int left;

    /// <summary>Whether the caller would still be let in.</summary>
    public bool IsStillGood => ring.IsStillGood(caller);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref left, 1) == 0)
            gate.Leave(caller.KeyId);
    }
}
