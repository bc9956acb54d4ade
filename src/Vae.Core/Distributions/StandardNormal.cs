using static TorchSharp.torch;

namespace Vae.Core.Distributions;

/// <summary>The prior N(0, I).</summary>
/// <param name="latentDim">D.</param>
public sealed class StandardNormal(int latentDim) : Prior
{
    /// <inheritdoc/>
    public override Tensor Sample(long count, Generator generator, double temperature = 1)
    {
        var draws = DiagonalGaussian.StandardNormal([count, latentDim], generator, ScalarType.Float32, generator.device);
        return temperature == 1 ? draws : draws.mul_(temperature);
    }

    /// <inheritdoc/>
    /// <remarks>log p(z) = −½ Σ_d (log 2π + z²).</remarks>
    public override Tensor LogProbability(Tensor z)
    {
        using var square = z.square();
        using var shifted = square + DiagonalGaussian.LogTwoPi;
        using var sum = shifted.sum(1);
        return sum * -0.5;
    }

    /// <inheritdoc/>
    public override Tensor? Kl(Posterior posterior) => posterior is DiagonalGaussian gaussian ? gaussian.Kl() : null;
}
