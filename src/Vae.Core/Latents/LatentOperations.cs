using Vae.Core.Distributions;
using static TorchSharp.torch;

namespace Vae.Core.Latents;

/// <summary>Draws and paths in latent space. Each draw has a CPU generator of its own, so a seed means the same for every model and device.</summary>
public static class LatentOperations
{
    /// <summary>Below this sine the plane of a great circle is lost in rounding.</summary>
    private const double MinSine = 1e-6;

    /// <summary>Draws from the prior with its spread scaled, N(0, temperature²·I).</summary>
    /// <param name="count">Number of draws, at least 1.</param>
    /// <param name="latentDim">D, at least 1.</param>
    /// <param name="seed">At least 0; the CPU generator uses its low 32 bits.</param>
    /// <param name="temperature">Standard deviation, finite, at least 0. Default: 1, the prior itself.</param>
    /// <returns><c>[count, latentDim]</c>, row-major.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static float[] SamplePrior(int count, int latentDim, long seed, double temperature = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(latentDim, 1);
        var draws = new float[checked(count * latentDim)];
        SamplePrior(count, latentDim, seed, temperature, draws);
        return draws;
    }

    /// <summary>Draws from the prior with its spread scaled, N(0, temperature²·I), into the caller's memory.</summary>
    /// <param name="count">Number of draws, at least 1.</param>
    /// <param name="latentDim">D, at least 1.</param>
    /// <param name="seed">At least 0; the CPU generator uses its low 32 bits.</param>
    /// <param name="temperature">Standard deviation, finite, at least 0; 1 is the prior itself.</param>
    /// <param name="destination">Receives <c>[count, latentDim]</c>, row-major; exactly that long.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public static void SamplePrior(int count, int latentDim, long seed, double temperature, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(latentDim, 1);
        if (!double.IsFinite(temperature) || temperature < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "The temperature must be finite and at least 0.");
        }

        if (destination.Length != (long)count * latentDim)
        {
            throw new ArgumentException($"Expected room for {count} × {latentDim} values, got {destination.Length}.", nameof(destination));
        }

        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        using var generator = Seeded(seed);
        var draws = DiagonalGaussian.StandardNormal([count, latentDim], generator, ScalarType.Float32, CPU);
        TensorMemory.CopyTo(draws.mul_(temperature), destination);
    }

    /// <summary>Draws one z from each posterior: z = mu + exp(logvar/2)·eps.</summary>
    /// <param name="posteriors">The posteriors.</param>
    /// <param name="seed">At least 0; the CPU generator uses its low 32 bits.</param>
    /// <returns><c>[N, D]</c>, row-major.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="seed"/> is below 0.</exception>
    public static float[] SamplePosterior(Posteriors posteriors, long seed)
    {
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        using var generator = Seeded(seed);
        long[] shape = [posteriors.Count, posteriors.LatentDim];
        var gaussian = new DiagonalGaussian(
            TensorMemory.ToTensor(posteriors.Mu, shape, CPU), TensorMemory.ToTensor(posteriors.Logvar, shape, CPU));
        return TensorMemory.ToArray(gaussian.Sample(generator));
    }

    /// <summary>The straight line between two points, both ends included and exact.</summary>
    /// <param name="from">Start, <c>[D]</c>.</param>
    /// <param name="to">End, <c>[D]</c>.</param>
    /// <param name="steps">Points on the path, at least 2.</param>
    /// <returns><c>[steps, D]</c>, row-major.</returns>
    /// <exception cref="ArgumentException">The ends differ in length, or are empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is below 2.</exception>
    public static float[] Linear(ReadOnlySpan<float> from, ReadOnlySpan<float> to, int steps)
    {
        CheckPath(from, to, steps);
        var (a, b) = (Widen(from), Widen(to));
        return Path(from, to, steps, (t, d) => ((1 - t) * a[d]) + (t * b[d]));
    }

    /// <summary>
    /// The path along the great circle between the two directions, the length going evenly from one end's to the other's; both ends
    /// included and exact. It stays where the prior has its mass, while a straight line cuts through the sparse middle (White 2016).
    /// </summary>
    /// <param name="from">Start, <c>[D]</c>.</param>
    /// <param name="to">End, <c>[D]</c>.</param>
    /// <param name="steps">Points on the path, at least 2.</param>
    /// <returns><c>[steps, D]</c>, row-major.</returns>
    /// <remarks>
    /// Where no circle is defined: with an end at the origin, or with parallel ends, the path is the straight line. Opposite ends lie on
    /// many circles: the path turns through the coordinate axis most nearly at right angles to them, the first of equals. In one dimension
    /// there is no circle, and opposite ends are joined by the straight line.
    /// </remarks>
    /// <exception cref="ArgumentException">The ends differ in length, or are empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is below 2.</exception>
    public static float[] Slerp(ReadOnlySpan<float> from, ReadOnlySpan<float> to, int steps)
    {
        CheckPath(from, to, steps);
        var (a, b) = (Widen(from), Widen(to));
        var (lengthA, lengthB) = (Length(a), Length(b));
        if (lengthA == 0 || lengthB == 0) return Linear(from, to, steps);

        var start = Array.ConvertAll(a, value => value / lengthA);
        var end = Array.ConvertAll(b, value => value / lengthB);
        var cosine = Math.Clamp(Dot(start, end), -1, 1);
        var turn = Orthogonal(end, start);
        // atan2 of the parts across and along keeps its digits at small and at straight angles, where acos loses them.
        var angle = Math.Atan2(Length(turn), cosine);
        if (Length(turn) < MinSine)
        {
            if (cosine > 0 || start.Length == 1) return Linear(from, to, steps);
            var axis = new double[start.Length];
            axis[LeastIndex(start)] = 1;
            (turn, angle) = (Orthogonal(axis, start), Math.PI);
        }

        var sine = Length(turn);
        return Path(from, to, steps, (t, d) =>
            (((1 - t) * lengthA) + (t * lengthB)) * ((Math.Cos(t * angle) * start[d]) + (Math.Sin(t * angle) * turn[d] / sine)));
    }

    private static float[] Path(ReadOnlySpan<float> from, ReadOnlySpan<float> to, int steps, Func<double, int, double> point)
    {
        var dimensions = from.Length;
        var path = new float[checked(steps * dimensions)];
        for (var step = 1; step < steps - 1; step++)
        {
            var t = (double)step / (steps - 1);
            for (var d = 0; d < dimensions; d++) path[(step * dimensions) + d] = (float)point(t, d);
        }

        from.CopyTo(path);
        to.CopyTo(path.AsSpan((steps - 1) * dimensions));
        return path;
    }

    /// <summary>The part of a vector at right angles to a unit vector.</summary>
    private static double[] Orthogonal(double[] vector, double[] unit)
    {
        var along = Dot(vector, unit);
        return [.. vector.Zip(unit, (value, direction) => value - (along * direction))];
    }

    private static int LeastIndex(double[] vector)
    {
        var least = 0;
        for (var i = 1; i < vector.Length; i++)
        {
            if (Math.Abs(vector[i]) < Math.Abs(vector[least])) least = i;
        }

        return least;
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double Length(double[] vector) => Math.Sqrt(Dot(vector, vector));

    private static double[] Widen(ReadOnlySpan<float> vector) => Array.ConvertAll(vector.ToArray(), value => (double)value);

    private static void CheckPath(ReadOnlySpan<float> from, ReadOnlySpan<float> to, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        if (from.Length == 0 || from.Length != to.Length)
        {
            throw new ArgumentException($"Both ends need one length above 0; got {from.Length} and {to.Length}.", nameof(to));
        }
    }

    internal static Generator Seeded(long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seed);
        return new Generator((ulong)seed, CPU);
    }
}
