namespace Vae.Client;

/// <summary>How a <see cref="VaeClient"/> calls.</summary>
public sealed record VaeClientOptions
{
    /// <summary>The server's address, <c>http://127.0.0.1:8080</c> for one. Default: null, the <see cref="HttpClient"/>'s own base address.</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>The key that is sent as a bearer token. Default: null, for servers that want none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>
    /// Repeats of a call that the server turned away (429, 503), or whose connection broke where a repeat cannot do harm. Legal: 0 to 100.
    /// Default: 3.
    /// </summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>Longest wait before a repeat; a server that asks for more ends the call with its problem. Default: 10 s.</summary>
    public TimeSpan MaxRetryWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Silence after which the stream of a job's events counts as broken and is opened anew; the server speaks at least every 15 s. Default: 45 s.</summary>
    public TimeSpan EventSilence { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>The clock of waits. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is not legal.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRetries, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxRetries, 100);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRetryWait, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(EventSilence, TimeSpan.Zero);
    }
}
