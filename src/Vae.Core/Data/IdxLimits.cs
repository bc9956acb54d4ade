namespace Vae.Core.Data;

/// <summary>How much an IDX file may hold once it is unpacked.</summary>
public sealed record IdxLimits
{
    /// <summary>Unpacked length of one file in bytes. Default 1 GiB; at least 16.</summary>
    public int MaxBytes { get; init; } = 1 << 30;

    /// <summary>Longest side of an image in pixels. Default 4,096; at least 1.</summary>
    public int MaxSide { get; init; } = 4096;
}
