using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Vae.Core.Distributions;

/// <summary>Where a Gaussian likelihood's σ comes from.</summary>
internal abstract class GaussianScale
{
    /// <summary>The least σ that is fitted: exact reconstructions would have σ = 0 and a density without bound. It is the least fixed one too.</summary>
    public const double LeastSigma = 1e-3;

    /// <summary>log σ².</summary>
    /// <param name="squares">The squared errors of all pixels of the batch.</param>
    /// <returns>A scalar, or <c>[1]</c>, made in the current dispose scope.</returns>
    public abstract Tensor LogVariance(Tensor squares);

    /// <summary>A number.</summary>
    public sealed class Fixed(double sigma) : GaussianScale
    {
        /// <inheritdoc/>
        public override Tensor LogVariance(Tensor squares) =>
            full([], 2 * Math.Log(sigma), dtype: squares.dtype, device: squares.device);
    }

    /// <summary>A trained log σ.</summary>
    public sealed class Learned(Parameter logSigma) : GaussianScale
    {
        /// <inheritdoc/>
        public override Tensor LogVariance(Tensor squares)
        {
            using var scalar = logSigma.squeeze(0);
            return scalar * 2;
        }
    }

    /// <summary>
    /// The σ of the greatest likelihood of this batch, σ² = the mean squared error (σ-VAE, Rybkin et al. 2021), at least
    /// <see cref="LeastSigma"/>². The batch's sum is then n/2·(log 2π + log MSE + 1).
    /// </summary>
    /// <remarks>
    /// The gradient goes through σ too. In the plain sum that part is zero, because σ is at its optimum; under importance weights it is not.
    /// A number for held-out images has σ fitted to those very images, and flatters them.
    /// </remarks>
    public sealed class Optimal : GaussianScale
    {
        /// <inheritdoc/>
        public override Tensor LogVariance(Tensor squares)
        {
            using var mean = squares.mean();
            using var atLeast = mean.clamp_min(LeastSigma * LeastSigma);
            return atLeast.log();
        }
    }
}
