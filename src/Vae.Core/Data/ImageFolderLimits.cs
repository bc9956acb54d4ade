namespace Vae.Core.Data;

/// <summary>What a folder of images may hold.</summary>
public sealed record ImageFolderLimits
{
    /// <summary>Images of both splits together. Default 200,000; at least 2.</summary>
    public int MaxImages { get; init; } = 200_000;

    /// <summary>Decoded bytes of both splits together: images · C · H · W. Default 1 GiB; at least 1.</summary>
    public int MaxBytes { get; init; } = 1 << 30;

    /// <summary>Labels. Default and most: 256, for a label is a byte.</summary>
    public int MaxLabels { get; init; } = 256;
}
