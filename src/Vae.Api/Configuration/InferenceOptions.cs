namespace Vae.Api.Configuration;

/// <summary>How models are served.</summary>
internal sealed record InferenceOptions
{
    /// <summary>Threads that run passes through models. Legal: 1 to 256. Default: the number of cores.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Rows (images or latents) of one pass, at most; larger requests take several. Legal: 1 to 4,096. Default: 64.</summary>
    public int BatchRows { get; init; } = 64;

    /// <summary>
    /// How long a pass that is not full may wait for more rows while other passes run. Legal: 0 to 1 s. Default: 0; what comes in while the
    /// threads are busy is together without waiting.
    /// </summary>
    public TimeSpan BatchDelay { get; init; } = TimeSpan.Zero;

    /// <summary>Requests that may wait for a pass, and image decodings that may wait for their turn. Legal: 1 to 10,000. Default: 256.</summary>
    public int QueueLimit { get; init; } = 256;

    /// <summary>How long a request waits for a pass before it is sent away. Default: 5 s.</summary>
    public TimeSpan QueueWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Bytes of the loaded versions together: weights, and the copies of them that passes read. Legal: 1 MiB to 1 TiB. Default: 1 GiB.</summary>
    public long MemoryBudget { get; init; } = 1L << 30;

    /// <summary>Bytes of finished answers that are kept for <c>GET /decode</c> and <c>GET /sample</c>. Legal: 0, which keeps none, to 64 GiB. Default: 64 MiB.</summary>
    public long OutputCacheBytes { get; init; } = 64L << 20;

    /// <summary>Time between two looks for a newer version. Default: 500 ms.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Greatest magnitude of a latent value. Legal: above 0 to 1e6. Default: 1,000.</summary>
    public float LatentMagnitude { get; init; } = 1000;
}
