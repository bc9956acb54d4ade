using static TorchSharp.torch;

namespace Vae.Core.Distributions;

/// <summary>
/// A batch of von Mises-Fisher distributions on the unit sphere with one concentration κ: the density at z is C_D(κ)·exp(κ·mu·z), with respect to
/// the sphere's surface.
/// </summary>
/// <remarks>Davidson et al. 2018. κ is fixed, so the divergence from the uniform prior is the same number for every image.</remarks>
public sealed class VonMisesFisher : Posterior
{
    internal const double MinKappa = 0.1;
    internal const double MaxKappa = 1000;

    private readonly double _logNormalizer;
    private readonly Tensor _quantiles;

    /// <summary>Distributions over the given tensors, which stay the caller's.</summary>
    /// <param name="mu">Directions of length 1, <c>[B, D]</c>, D at least 2, floating point.</param>
    /// <param name="logvar">What <see cref="LogVariance"/> says of each dimension, <c>[B, D]</c>: the spread, for who reads it.</param>
    /// <param name="kappa">κ. Legal: 0.1 to 1000.</param>
    /// <param name="quantiles">What <see cref="Quantiles"/> gives for D and κ, on the device of <paramref name="mu"/>.</param>
    /// <exception cref="ArgumentException">The shapes are not two equal matrices, or the table is no table.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kappa"/> is out of range.</exception>
    public VonMisesFisher(Tensor mu, Tensor logvar, double kappa, Tensor quantiles)
        : base(mu, logvar)
    {
        CheckLegal((int)mu.shape[1], kappa);
        if (quantiles.shape is not [SphereMath.TableSteps + 1])
        {
            throw new ArgumentException(
                $"Expected a table of {SphereMath.TableSteps + 1} quantiles, got the shape [{string.Join(", ", quantiles.shape)}].", nameof(quantiles));
        }

        Kappa = kappa;
        _quantiles = quantiles;
        _logNormalizer = SphereMath.LogNormalizer((int)mu.shape[1], kappa);
    }

    /// <summary>The concentration κ.</summary>
    public double Kappa { get; }

    /// <summary>The table from which the cosine w between z and mu is drawn: its quantiles at evenly spaced probabilities.</summary>
    /// <param name="dimensions">D, at least 2.</param>
    /// <param name="kappa">κ. Legal: 0.1 to 1000.</param>
    /// <returns><c>[65,537]</c>, float32, on the CPU; the caller disposes it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static Tensor Quantiles(int dimensions, double kappa)
    {
        CheckLegal(dimensions, kappa);
        return tensor(Array.ConvertAll(SphereMath.Quantiles(dimensions, kappa), value => (float)value));
    }

    /// <summary>log of the variance of z across mu, in each direction at right angles to it: log(A_D(κ)/κ), A the mean of w.</summary>
    /// <param name="dimensions">D, at least 2.</param>
    /// <param name="kappa">κ. Legal: 0.1 to 1000.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static double LogVariance(int dimensions, double kappa)
    {
        CheckLegal(dimensions, kappa);
        return Math.Log(SphereMath.MeanLength(dimensions, kappa) / kappa);
    }

    /// <summary>
    /// Draws one z for each image, differentiable in <see cref="Posterior.Mu"/>: z = w·mu + √(1−w²)·nu, w from the table and nu uniform among the
    /// directions at right angles to mu.
    /// </summary>
    /// <param name="generator">The source, on the device of <see cref="Posterior.Mu"/>: first uniform draws <c>[B]</c> for w, then normal draws <c>[B, D]</c> for nu.</param>
    /// <returns><c>[B, D]</c> of length 1; the caller disposes it.</returns>
    public override Tensor Sample(Generator generator)
    {
        using var scope = NewDisposeScope();
        var w = DrawCosines(generator); // [B, 1]
        var eps = DiagonalGaussian.StandardNormal(Mu.shape, generator, Mu.dtype, Mu.device);
        var across = eps - ((eps * Mu).sum(1, keepdim: true) * Mu);
        var nu = nn.functional.normalize(across);
        return scope.MoveToOuter((w * Mu) + ((1 - w.square()).sqrt() * nu));
    }

    /// <inheritdoc/>
    /// <remarks>z is on the sphere: elsewhere the number means nothing.</remarks>
    public override Tensor LogProbability(Tensor z)
    {
        CheckPoints(z);
        using var products = Mu * z;
        using var cosines = products.sum(1);
        using var scaled = cosines * Kappa;
        return scaled + _logNormalizer;
    }

    /// <inheritdoc/>
    public override Posterior Repeat(long times) => new VonMisesFisher(Mu.repeat(times, 1), Logvar.repeat(times, 1), Kappa, _quantiles);

    private static void CheckLegal(int dimensions, double kappa)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 2);
        if (kappa is >= MinKappa and <= MaxKappa) return;
        throw new ArgumentOutOfRangeException(nameof(kappa), kappa, $"The concentration must be {MinKappa} to {MaxKappa}.");
    }

    /// <summary>w by the inverse of its distribution function, linear within a cell of the table.</summary>
    private Tensor DrawCosines(Generator generator)
    {
        using var scope = NewDisposeScope();
        var at = rand([Mu.shape[0]], dtype: ScalarType.Float32, device: Mu.device, generator: generator).mul_(SphereMath.TableSteps);
        // rand is below 1, but its product may round up to the number of steps.
        var cell = at.floor().clamp_(0, SphereMath.TableSteps - 1);
        var share = at - cell;
        var index = cell.to(ScalarType.Int64);
        var below = _quantiles.index_select(0, index);
        var above = _quantiles.index_select(0, index.add_(1));
        var w = below + ((above - below) * share);
        return scope.MoveToOuter(w.to(Mu.dtype).unsqueeze(1));
    }
}
