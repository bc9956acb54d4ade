namespace Vae.Core.Imaging;

/// <summary>What an uploaded image may cost. Checked against its header, before anything is allocated for its pixels.</summary>
public sealed record ImageLimits
{
    /// <summary>Longest side, in pixels. Default 4,096; legal range 1 to 16,383 (the largest WebP).</summary>
    public int MaxSide { get; init; } = 4096;

    /// <summary>Width × height, in pixels. Default 16,000,000; at least 1. Decoding takes 4 bytes for each.</summary>
    public int MaxPixels { get; init; } = 16_000_000;

    /// <summary>Length of the encoded image, in bytes. Default 8 MiB; at least 1.</summary>
    public int MaxBytes { get; init; } = 8 << 20;
}
