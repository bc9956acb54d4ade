namespace Vae.Core.Imaging;

/// <summary>What an uploaded image may cost. Checked against its header, before anything is allocated for its pixels.</summary>
public sealed record ImageLimits
{
    private const int LongestSide = 1 << 20;
    private const int MostPixels = 1 << 28;

    /// <summary>Longest side, in pixels. Default 4,096; legal range 1 to 1,048,576.</summary>
    public int MaxSide { get; init; } = 4096;

    /// <summary>Width × height, in pixels. Default 16,000,000; legal range 1 to 268,435,456. Decoding takes 4 bytes for each.</summary>
    public int MaxPixels { get; init; } = 16_000_000;

    /// <summary>Length of the encoded image, in bytes. Default 8 MiB; at least 1.</summary>
    public int MaxBytes { get; init; } = 8 << 20;

    /// <summary>Checks all properties against their legal ranges.</summary>
    /// <exception cref="ArgumentException">One or more are outside; the message names them all.</exception>
    public void Validate()
    {
        var violations = new List<string>();
        Require(nameof(MaxSide), MaxSide, LongestSide);
        Require(nameof(MaxPixels), MaxPixels, MostPixels);
        Require(nameof(MaxBytes), MaxBytes, int.MaxValue);
        if (violations.Count > 0)
            throw new ArgumentException(string.Join(" ", violations));

        void Require(string name, int value, int most)
        {
            if (value < 1 || value > most)
                violations.Add($"{name} is {value}; expected 1 to {most}.");
        }
    }
}
