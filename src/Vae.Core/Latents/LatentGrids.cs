namespace Vae.Core.Latents;

/// <summary>Regular sets of latents around a base.</summary>
public static class LatentGrids
{
    /// <summary>Offsets from −<paramref name="range"/> to <paramref name="range"/>, evenly spaced and exactly symmetric.</summary>
    /// <param name="range">Finite, above 0.</param>
    /// <param name="steps">At least 2; of an odd number the middle one is 0.</param>
    /// <returns><c>[steps]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double[] Offsets(double range, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        if (!(range > 0 && double.IsFinite(range)))
            throw new ArgumentOutOfRangeException(nameof(range), range, "Expected a finite range above 0.");
        var offsets = new double[steps];
        for (var i = 0; i < steps / 2; i++)
        {
            offsets[steps - 1 - i] = range * (steps - 1 - (2 * i)) / (steps - 1);
            offsets[i] = -offsets[steps - 1 - i];
        }

        return offsets;
    }

    /// <summary>Moves one dimension after the other, all else as in the base.</summary>
    /// <param name="origin">The base, <c>[D]</c>.</param>
    /// <param name="dimensions">Dimensions to move, each 0 to D − 1.</param>
    /// <param name="offsets">What is added.</param>
    /// <returns><c>[dimensions · offsets, D]</c>: all offsets of the first dimension, then of the next.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public static float[] Traverse(ReadOnlySpan<float> origin, ReadOnlySpan<int> dimensions, ReadOnlySpan<double> offsets)
    {
        var grid = Repeat(origin, checked(dimensions.Length * offsets.Length));
        for (var row = 0; row < dimensions.Length; row++)
        {
            var dimension = Checked(dimensions[row], origin.Length);
            for (var step = 0; step < offsets.Length; step++)
                grid[((((row * offsets.Length) + step) * origin.Length) + dimension)] = (float)(origin[dimension] + offsets[step]);
        }

        return grid;
    }

    /// <summary>Spans a plane of two dimensions, all else as in the base.</summary>
    /// <param name="origin">The base, <c>[D]</c>.</param>
    /// <param name="across">Dimension that changes along a row, with its values.</param>
    /// <param name="down">Dimension that changes from row to row, with its values, the first for the top row.</param>
    /// <returns><c>[rows · columns, D]</c>, row by row.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    /// <exception cref="ArgumentException">Both are one dimension.</exception>
    public static float[] Plane(ReadOnlySpan<float> origin, LatentAxis across, LatentAxis down)
    {
        ArgumentNullException.ThrowIfNull(across);
        ArgumentNullException.ThrowIfNull(down);
        if (across.Dimension == down.Dimension)
            throw new ArgumentException($"Expected two dimensions, got {across.Dimension} twice.", nameof(down));
        var (x, y) = (Checked(across.Dimension, origin.Length), Checked(down.Dimension, origin.Length));
        var grid = Repeat(origin, checked(across.Values.Count * down.Values.Count));
        for (var i = 0; i < across.Values.Count * down.Values.Count; i++)
        {
            grid[(i * origin.Length) + x] = (float)across.Values[i % across.Values.Count];
            grid[(i * origin.Length) + y] = (float)down.Values[i / across.Values.Count];
        }

        return grid;
    }

    private static float[] Repeat(ReadOnlySpan<float> origin, int count)
    {
        var grid = new float[checked(count * origin.Length)];
        for (var i = 0; i < count; i++) origin.CopyTo(grid.AsSpan(i * origin.Length));
        return grid;
    }

    private static int Checked(int dimension, int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dimension);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(dimension, dimensions);
        return dimension;
    }
}

/// <summary>A dimension of latent space and the values that it takes.</summary>
/// <param name="Dimension">From 0.</param>
/// <param name="Values">In order.</param>
public sealed record LatentAxis(int Dimension, IReadOnlyList<double> Values);
