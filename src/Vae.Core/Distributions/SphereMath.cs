namespace Vae.Core.Distributions;

/// <summary>Integrals over the unit sphere S^(D−1) in D dimensions, with the weight exp(κ·w) of a von Mises-Fisher distribution; w = cos θ to its direction.</summary>
internal static class SphereMath
{
    /// <summary>Steps of the quantile table.</summary>
    public const int TableSteps = 1 << 16;

    private const int GridPoints = 1 << 17;

    /// <summary>log I_ν(x), the modified Bessel function of the first kind.</summary>
    /// <param name="twiceOrder">2ν, a whole number of at least 0.</param>
    /// <param name="x">Above 0, at most some thousands: the terms grow to e^x.</param>
    /// <remarks>
    /// The power series Σ (x/2)^(2k+ν) / (k! Γ(k+ν+1)) (Abramowitz and Stegun 9.6.10): all its terms are positive, so nothing cancels. It is scaled down
    /// on the way, because its largest term may be beyond a double.
    /// </remarks>
    public static double LogBesselI(int twiceOrder, double x)
    {
        const double limit = 1e250;
        var order = twiceOrder / 2.0;
        var quarter = x * x / 4;
        var (term, sum, scale) = (1.0, 1.0, 0.0);
        for (var k = 1; term > sum * 1e-17 || k < x / 2; k++)
        {
            term *= quarter / (k * (k + order));
            sum += term;
            if (sum < limit) continue;
            (term, sum, scale) = (term / limit, sum / limit, scale + Math.Log(limit));
        }

        return (order * Math.Log(x / 2)) - LogGammaOfHalf(twiceOrder + 2) + Math.Log(sum) + scale;
    }

    /// <summary>log Γ(n/2).</summary>
    /// <param name="n">At least 1.</param>
    public static double LogGammaOfHalf(int n)
    {
        // Γ(1) = 1, Γ(½) = √π, Γ(a + 1) = a·Γ(a).
        var log = n % 2 == 0 ? 0 : Math.Log(Math.PI) / 2;
        for (var i = n % 2 == 0 ? 2 : 1; i < n; i += 2) log += Math.Log(i / 2.0);
        return log;
    }

    /// <summary>Logarithm of the sphere's surface, log(2·π^(D/2) / Γ(D/2)).</summary>
    /// <param name="dimensions">D, at least 2.</param>
    public static double LogSurface(int dimensions) =>
        Math.Log(2) + (dimensions / 2.0 * Math.Log(Math.PI)) - LogGammaOfHalf(dimensions);

    /// <summary>Logarithm of the normaliser, log C_D(κ): the density at z is C·exp(κ·mu·z).</summary>
    /// <param name="dimensions">D, at least 2.</param>
    /// <param name="kappa">κ, above 0.</param>
    /// <remarks>C_D(κ) = κ^(D/2−1) / ((2π)^(D/2) · I_(D/2−1)(κ)) (Mardia and Jupp 2000, section 9.3.2).</remarks>
    public static double LogNormalizer(int dimensions, double kappa) =>
        (((dimensions / 2.0) - 1) * Math.Log(kappa)) - (dimensions / 2.0 * Math.Log(2 * Math.PI)) - LogBesselI(dimensions - 2, kappa);

    /// <summary>E[w] = A_D(κ) = I_(D/2)(κ) / I_(D/2−1)(κ): the length of the mean.</summary>
    /// <param name="dimensions">D, at least 2.</param>
    /// <param name="kappa">κ, above 0.</param>
    public static double MeanLength(int dimensions, double kappa) =>
        Math.Exp(LogBesselI(dimensions, kappa) - LogBesselI(dimensions - 2, kappa));

    /// <summary>KL of the von Mises-Fisher distribution to the uniform one: κ·A_D(κ) + log C_D(κ) + log S_D. The same for every direction.</summary>
    /// <param name="dimensions">D, at least 2.</param>
    /// <param name="kappa">κ, above 0.</param>
    public static double KlToUniform(int dimensions, double kappa) =>
        (kappa * MeanLength(dimensions, kappa)) + LogNormalizer(dimensions, kappa) + LogSurface(dimensions);

    /// <summary>Quantiles of w at evenly spaced probabilities, falling from 1's side to −1's; <see cref="TableSteps"/> + 1 of them.</summary>
    /// <param name="dimensions">D, at least 2.</param>
    /// <param name="kappa">κ, above 0.</param>
    /// <remarks>
    /// The density of θ is exp(κ·cos θ)·sin(θ)^(D−2), without a singularity in any dimension, where that of w has (1−w²)^((D−3)/2). The two outermost
    /// entries stand for their whole cells and are taken within them: what lies beyond has a probability of 4e−6.
    /// </remarks>
    public static double[] Quantiles(int dimensions, double kappa)
    {
        const double step = Math.PI / GridPoints;
        var cumulative = new double[GridPoints + 1];
        for (var i = 0; i < GridPoints; i++)
        {
            var angle = (i + 0.5) * step;
            cumulative[i + 1] = (kappa * Math.Cos(angle)) + ((dimensions - 2) * Math.Log(Math.Sin(angle)));
        }

        var largest = cumulative.Skip(1).Max();
        for (var i = 1; i <= GridPoints; i++) cumulative[i] = cumulative[i - 1] + Math.Exp(cumulative[i] - largest);

        var quantiles = new double[TableSteps + 1];
        for (int i = 0, cell = 0; i <= TableSteps; i++)
        {
            var probability = Math.Clamp(i, 0.25, TableSteps - 0.25) / TableSteps * cumulative[^1];
            while (cumulative[cell + 1] < probability) cell++;
            var share = (probability - cumulative[cell]) / (cumulative[cell + 1] - cumulative[cell]);
            quantiles[i] = Math.Cos((cell + share) * step);
        }

        return quantiles;
    }
}
