namespace Vae.Core.Latents;

/// <summary>The inverse of the standard normal distribution function.</summary>
public static class NormalQuantile
{
    // Wichura (1988), Algorithm AS 241, PPND16: rational approximations of degree 7 in three ranges, lowest power first.
    private static readonly double[] CentralTop =
    [
        3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
    ];

    private static readonly double[] CentralBottom =
    [
        1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
    ];

    private static readonly double[] NearTop =
    [
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
        1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static readonly double[] NearBottom =
    [
        1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static readonly double[] FarTop =
    [
        6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static readonly double[] FarBottom =
    [
        1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];

    /// <summary>The x with Φ(x) = <paramref name="probability"/>, to a relative error of some 1e-15.</summary>
    /// <param name="probability">Above 0, below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside its range.</exception>
    public static double Of(double probability)
    {
        if (!(probability > 0 && probability < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "Expected a probability above 0 and below 1.");

        var q = probability - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var central = 0.180625 - (q * q);
            return q * Polynomial(CentralTop, central) / Polynomial(CentralBottom, central);
        }

        var tail = Math.Sqrt(-Math.Log(q < 0 ? probability : 1 - probability));
        var x = tail <= 5
            ? Polynomial(NearTop, tail - 1.6) / Polynomial(NearBottom, tail - 1.6)
            : Polynomial(FarTop, tail - 5) / Polynomial(FarBottom, tail - 5);
        return Math.CopySign(x, q);
    }

    /// <summary>Quantiles at evenly spaced probabilities, rising and symmetric about 0.</summary>
    /// <param name="count">At least 1; a single one is the median, 0.</param>
    /// <param name="margin">The first probability, above 0, at most 0.5; the last is 1 − <paramref name="margin"/>.</param>
    /// <returns><c>[count]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double[] Axis(int count, double margin)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (!(margin > 0 && margin <= 0.5))
            throw new ArgumentOutOfRangeException(nameof(margin), margin, "Expected a margin above 0, at most 0.5.");

        var axis = new double[count];
        for (var i = 0; i < count / 2; i++)
        {
            axis[i] = Of(margin + ((1 - (2 * margin)) * i / (count - 1)));
            axis[count - 1 - i] = -axis[i];
        }

        return axis;
    }

    private static double Polynomial(double[] coefficients, double x)
    {
        double sum = 0;
        for (var i = coefficients.Length - 1; i >= 0; i--) sum = (sum * x) + coefficients[i];
        return sum;
    }
}
