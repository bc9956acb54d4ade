namespace Vae.Core.Imaging;

/// <summary>How images are laid out in a grid.</summary>
public sealed record GridLayout
{
    /// <summary>Images in a row, ≥ 1; null, the default, makes the grid as square as it can be.</summary>
    public int? Columns { get; init; }

    /// <summary>Black pixels between images and around them, ≥ 0. Default 2. Not scaled.</summary>
    public int Padding { get; init; } = 2;

    /// <summary>Whole factor by which each pixel is repeated along both axes, ≥ 1. Default 1.</summary>
    public int Scale { get; init; } = 1;

    /// <summary>One image without a border.</summary>
    public static GridLayout Bare { get; } = new() { Columns = 1, Padding = 0 };

    /// <summary>Images in a row when there are <paramref name="count"/>.</summary>
    internal int Across(int count) => Math.Min(Columns ?? (int)Math.Ceiling(Math.Sqrt(count)), count);

    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Columns ?? 1, 1, nameof(Columns));
        ArgumentOutOfRangeException.ThrowIfNegative(Padding);
        ArgumentOutOfRangeException.ThrowIfLessThan(Scale, 1);
    }
}
