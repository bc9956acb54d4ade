using Vae.Api.Errors;

namespace Vae.Api.Security;

/// <summary>Counts the event streams that are open. They are held for long, so they are counted apart from other requests.</summary>
internal sealed class StreamGate
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
    public IDisposable Enter(Caller caller)
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

        return new Place(this, caller.KeyId);
    }

    private void Leave(string? key)
    {
        lock (gate)
        {
            all--;
            if (key is not null && --open[key] == 0)
                open.Remove(key);
        }
    }

    private sealed class Place(StreamGate gate, string? key) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
                gate.Leave(key);
        }
    }
}
