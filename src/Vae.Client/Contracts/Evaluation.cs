namespace Vae.Client;

/// <summary>
/// What a version is worth, measured once at the end of its training on images that it did not train on. A figure is null where it has no
/// meaning or is not finite; the note beside it says why. The same model and data give the same figures on one machine.
/// </summary>
public sealed record EvaluationReport
{
    /// <summary>What the figures depend on besides the model.</summary>
    public required ReportBasis Basis { get; init; }

    /// <summary>How much was measured, and with which seed.</summary>
    public required ReportProtocol Protocol { get; init; }

    /// <summary>The evidence lower bound and its parts.</summary>
    public required BoundFigures Bound { get; init; }

    /// <summary>The importance-weighted estimate of the negative log-likelihood.</summary>
    public required ImportanceFigures Importance { get; init; }

    /// <summary>How near the reconstructions are that the means decode to.</summary>
    public required ReconstructionFigures Reconstruction { get; init; }

    /// <summary>How the latent space is used.</summary>
    public required LatentFigures Latent { get; init; }

    /// <summary>How samples of the prior compare with held-out images.</summary>
    public required SampleFigures Samples { get; init; }

    /// <summary>How well the means tell the classes apart; null where the dataset has no labels.</summary>
    public ClassFigures? Classes { get; init; }

    /// <summary>The collapse doctor's findings.</summary>
    public required LatentHealth Health { get; init; }
}

/// <summary>What a report's figures depend on besides the model: figures of reports that differ here are not to be compared without thought.</summary>
/// <param name="DatasetSha256">The dataset's hash.</param>
/// <param name="Likelihood">The distribution of pixels given a latent.</param>
/// <param name="Range">The range in which the model sees pixels.</param>
/// <param name="Pixels"><c>binary</c> where every held-out pixel was 0 or 1 as the model saw it, else <c>grey</c>; of colour images each channel counts as grey.</param>
/// <param name="LatentDim">Dimensions of the latent space.</param>
/// <param name="Told">Whether the model was told the images' classes for the bound, the importance-weighted estimate and the reconstructions.</param>
public sealed record ReportBasis(string DatasetSha256, string Likelihood, string Range, string Pixels, int LatentDim, bool Told)
{
    /// <summary>Where a Gaussian's standard deviation came from; null for other likelihoods, and in reports that are older than this member.</summary>
    public string? Scale { get; init; }
}

/// <summary>How much was measured. Images are spread over their split, one drawn from each of equal stretches; the numbers follow from the sizes of images and model.</summary>
/// <param name="Seed">Seed of everything random in the report.</param>
/// <param name="HeldOutImages">Held-out images of every figure but the importance-weighted one.</param>
/// <param name="TrainImages">Training images: neighbours, the probe's examples, the floor of the feature distance.</param>
/// <param name="PriorSamples">Images decoded from draws of the prior.</param>
/// <param name="ImportanceImages">Held-out images of the importance-weighted estimate.</param>
/// <param name="ImportanceSamples">Its posterior draws an image, k.</param>
public sealed record ReportProtocol(
    long Seed, int HeldOutImages, int TrainImages, int PriorSamples, int ImportanceImages, int ImportanceSamples);

/// <summary>The bound: means over held-out images, nats per image, summed over pixels and latent dimensions; β at 1, one draw an image.</summary>
/// <param name="NegativeElbo">−ELBO = recon + kl, and of a model that guesses classes what they add; null for a plain autoencoder.</param>
/// <param name="Recon">−log p(x|z).</param>
/// <param name="Kl">KL(q(z|x) ‖ p(z)); null for a plain autoencoder.</param>
/// <param name="IsLikelihood">Whether the numbers are (bounds of) likelihoods of the data.</param>
/// <param name="Note">Why not, or what kind of likelihood; null where there is nothing to add.</param>
public sealed record BoundFigures(double? NegativeElbo, double? Recon, double? Kl, bool IsLikelihood, string? Note);

/// <summary>−log p(x) by importance sampling with the posterior as proposal (Burda et al. 2016): an upper bound in expectation, tighter with k.</summary>
/// <param name="Nll">Mean over images, nats per image.</param>
/// <param name="StandardError">Of that mean, over images.</param>
/// <param name="EffectiveSampleSize">(Σw)² / Σw² of an image's k weights, mean over images: 1 to k, and to k times the classes of a model that guesses them. Near 1 the estimate rests on single draws.</param>
/// <param name="BitsPerDimension">Nll ÷ (values of an image · ln 2); null where values of different models could not be compared.</param>
/// <param name="Note">Why a figure is missing; null where none is.</param>
public sealed record ImportanceFigures(double? Nll, double? StandardError, double? EffectiveSampleSize, double? BitsPerDimension, string? Note);

/// <summary>Reconstructions of the posteriors' means against the images, pixels in [0, 1].</summary>
/// <param name="Mse">Mean squared error of a value.</param>
/// <param name="Psnr">10·log₁₀(1 / mse), decibels; null for an error of 0.</param>
/// <param name="Ssim">Structural similarity, mean over windows, channels and images: at most 1 (Wang et al. 2004).</param>
/// <param name="SsimWindow">The window: <c>gaussian-11</c> (σ 1.5), or <c>uniform-n</c> for images with a side below 11.</param>
public sealed record ReconstructionFigures(double? Mse, double? Psnr, double? Ssim, string SsimWindow);

/// <summary>The latent space, over held-out images.</summary>
/// <param name="ActiveUnits">Dimensions whose mean varies over images: Var_x(E[z|x]) above 0.01 (Burda et al. 2016).</param>
/// <param name="PriorFrechet">
/// Fréchet distance, squared, of the Gaussian with mean and covariance of z ~ q(z) from that of the prior: ‖m‖² + tr(C + P − 2(P½CP½)½).
/// 0 for equal ones.
/// </param>
/// <param name="PriorMmd">
/// Squared maximum mean discrepancy of z ~ q(z) from the prior, unbiased and so below 0 at times, with a Gaussian kernel of bandwidth √D
/// (Gretton et al. 2012).
/// </param>
public sealed record LatentFigures(int ActiveUnits, double? PriorFrechet, double? PriorMmd);

/// <summary>Samples of the prior.</summary>
/// <param name="FeatureDistance">
/// Random-feature Fréchet distance between samples and held-out images: as the FID is computed, but in the features of a fixed, untrained
/// convolution, and so comparable with itself only.
/// </param>
/// <param name="FeatureFloor">The same between training and held-out images: what a perfect model would get.</param>
/// <param name="NearestTrain">Distance of a sample from its nearest training image: Euclidean over pixels, mean over samples.</param>
/// <param name="HeldOutNearestTrain">The same for held-out images.</param>
/// <param name="MemorisationRatio">The first over the second: near 0 the samples are copies of training images. Blur lowers it too.</param>
public sealed record SampleFigures(
    double? FeatureDistance, double? FeatureFloor, double? NearestTrain, double? HeldOutNearestTrain, double? MemorisationRatio);

/// <summary>Classes told from the posteriors' means: the share of held-out images that is right, 0 to 1. Learned from training images' means. And what the model itself tells.</summary>
/// <param name="NeighborAccuracy">By vote of the 5 nearest.</param>
/// <param name="ProbeAccuracy">By ridge regression on the one-hot classes.</param>
/// <param name="Chance">The share of the most frequent class among the held-out images.</param>
public sealed record ClassFigures(double? NeighborAccuracy, double? ProbeAccuracy, double? Chance)
{
    /// <summary>The share that a semi-supervised model's own classifier names rightly; null for other models.</summary>
    public double? ClassifierAccuracy { get; init; }

    /// <summary>The share whose label is the commonest one of their cluster, for a model that finds clusters; null for other models.</summary>
    public double? ClusterAccuracy { get; init; }
}

/// <summary>What the collapse doctor finds: how much each latent dimension carries.</summary>
public sealed record LatentHealth
{
    /// <summary>KL of each dimension in nats, mean over held-out images; null where the KL has no such parts.</summary>
    public IReadOnlyList<double>? KlPerDimension { get; init; }

    /// <summary>Dimensions with a KL above 0.01 nats; null as <see cref="KlPerDimension"/> is.</summary>
    public int? ActiveUnits { get; init; }

    /// <summary>
    /// Directions in which the means of the active dimensions vary over images, the rank of their covariance: fewer than there are dimensions where these
    /// repeat each other; null where there were too few images to tell.
    /// </summary>
    public int? Directions { get; init; }

    /// <summary>What is wrong, or that dimensions are surplus, as a plain sentence; null where neither is, or where it is too early to say.</summary>
    public string? Diagnosis { get; init; }

    /// <summary>What to try, the likeliest first; empty without a diagnosis.</summary>
    public IReadOnlyList<string> Advice { get; init; } = [];
}

/// <summary>One figure of two reports.</summary>
/// <param name="Figure">Its name as the report has it: <c>bound.negativeElbo</c>.</param>
/// <param name="Unit">Its unit; empty for a plain number.</param>
/// <param name="A">The first report's; null where it has none.</param>
/// <param name="B">The second's.</param>
/// <param name="Difference">B − A; null where they cannot be compared.</param>
/// <param name="Better"><c>a</c>, <c>b</c> or <c>equal</c>; null where they cannot be compared, or where neither more nor less is better.</param>
/// <param name="Comparable">Whether the difference says anything of the models.</param>
/// <param name="Reason">Why not; null where it does.</param>
public sealed record FigureComparison(
    string Figure, string Unit, double? A, double? B, double? Difference, string? Better, bool Comparable, string? Reason);

/// <summary>Two versions beside each other.</summary>
/// <param name="A">The first, <c>name@version</c>.</param>
/// <param name="B">The second.</param>
/// <param name="Figures">Every figure of their reports.</param>
public sealed record ModelComparison(string A, string B, IReadOnlyList<FigureComparison> Figures);
