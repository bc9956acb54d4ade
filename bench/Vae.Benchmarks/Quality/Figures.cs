using System.Globalization;

namespace Vae.Benchmarks.Quality;

/// <summary>What one run gave. Losses in nats per image, summed over pixels and latent dimensions. Null: not measured.</summary>
internal sealed record Figures
{
    /// <summary>The last epoch's loss on the training split, measured while the weights moved.</summary>
    public double? TrainLoss { get; init; }

    /// <summary>Of it the reconstruction.</summary>
    public double? TrainRecon { get; init; }

    /// <summary>Of it the divergence.</summary>
    public double? TrainKl { get; init; }

    /// <summary>The loss on the whole held-out split, posterior sampled once.</summary>
    public double? TestLoss { get; init; }

    /// <summary>Of it the reconstruction.</summary>
    public double? TestRecon { get; init; }

    /// <summary>Of it the divergence.</summary>
    public double? TestKl { get; init; }

    /// <summary>
    /// The part of the reconstruction that no weight can change: a fixed Gaussian's normaliser, pixels · log(σ√(2π)). At σ = √½ the loss
    /// without it is squared error + KL.
    /// </summary>
    public double? Constant { get; init; }

    /// <summary>Latent dimensions whose posterior mean has a variance above 0.01 over the held-out images (Burda et al. 2016).</summary>
    public double? ActiveUnits { get; init; }

    /// <summary>Directions in which those means vary, as the collapse doctor counts them; null in the oldest lines, and where it had too few images.</summary>
    public double? Directions { get; init; }

    /// <summary>The held-out loss over pixels · log 2, where the likelihood is that of the bytes themselves.</summary>
    public double? BitsPerDimension { get; init; }

    /// <summary>Importance-weighted estimate of −log p(x), the mean over <see cref="NllImages"/> binarised held-out images.</summary>
    public double? Nll { get; init; }

    /// <summary>Its standard error over those images.</summary>
    public double? NllError { get; init; }

    /// <summary>How many images it was measured on: the first ones of the split.</summary>
    public double? NllImages { get; init; }

    /// <summary>Posterior samples an image.</summary>
    public double? NllSamples { get; init; }

    /// <summary>Share of held-out images whose class is told rightly, by majority vote for clusters.</summary>
    public double? Accuracy { get; init; }

    /// <summary>A figure by the name that recipes use.</summary>
    /// <param name="name">In kebab-case; <c>test-loss-without-constant</c> is made from two.</param>
    /// <exception cref="ArgumentException">There is no such figure.</exception>
    public double? Of(string name) => name switch
    {
        "train-loss" => TrainLoss,
        "train-recon" => TrainRecon,
        "train-kl" => TrainKl,
        "test-loss" => TestLoss,
        "test-recon" => TestRecon,
        "test-kl" => TestKl,
        "test-loss-without-constant" => TestLoss - Constant,
        "active-units" => ActiveUnits,
        "directions" => Directions,
        "nll" => Nll,
        "nll-error" => NllError,
        "bits-per-dimension" => BitsPerDimension,
        "accuracy" => Accuracy,
        _ => throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There is no figure '{name}'."), nameof(name)),
    };
}
