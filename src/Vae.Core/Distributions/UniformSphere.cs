using static TorchSharp.torch;

namespace Vae.Core.Distributions;

/// <summary>The uniform prior on the unit sphere; densities are with respect to its surface.</summary>
public sealed class UniformSphere : Prior
{
    private readonly int _latentDim;
    private readonly double _logDensity;

    /// <summary>The prior in a space.</summary>
    /// <param name="latentDim">D, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="latentDim"/> is below 2.</exception>
    public UniformSphere(int latentDim)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(latentDim, 2);
        _latentDim = latentDim;
        _logDensity = -SphereMath.LogSurface(latentDim);
    }

    /// <inheritdoc/>
    /// <remarks>Normal draws <c>[count, D]</c>, each divided by its length; the temperature is not used.</remarks>
    public override Tensor Sample(long count, Generator generator, double temperature = 1)
    {
        using var draws = DiagonalGaussian.StandardNormal([count, _latentDim], generator, ScalarType.Float32, generator.device);
        return nn.functional.normalize(draws);
    }

    /// <inheritdoc/>
    /// <remarks>log p(z) = −log S_D, S_D the surface, for z on the sphere.</remarks>
    public override Tensor LogProbability(Tensor z) => full([z.shape[0]], _logDensity, dtype: z.dtype, device: z.device);

    /// <inheritdoc/>
    /// <remarks>One number for all of them, which no gradient reaches: κ is fixed.</remarks>
    public override Tensor? Kl(Posterior posterior) =>
        posterior is VonMisesFisher { Mu: var mu } directional
            ? full([mu.shape[0]], SphereMath.KlToUniform(_latentDim, directional.Kappa), dtype: mu.dtype, device: mu.device)
            : null;
}
