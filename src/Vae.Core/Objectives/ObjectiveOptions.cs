namespace Vae.Core.Objectives;

/// <summary>What training minimises: likelihood × divergence × weighting.</summary>
public sealed record ObjectiveOptions
{
    /// <summary>The distribution of an image's pixels given its latent. Default: bernoulli.</summary>
    public LikelihoodKind Likelihood { get; init; } = LikelihoodKind.Bernoulli;

    /// <summary>
    /// Where a Gaussian's standard deviation comes from: a number, the trained scalar of <c>learnedScale</c>, or the one that
    /// fits the batch best. No meaning for other likelihoods. Default: fixed.
    /// </summary>
    public ScaleKind Scale { get; init; } = ScaleKind.Fixed;

    /// <summary>The fixed standard deviation σ, in units of the model's pixel range. Legal: 0.001 to 10. Default: √½, at which −log p is the squared error and a constant.</summary>
    public double Sigma { get; init; } = Math.Sqrt(0.5);

    /// <summary>The weight β of the KL term; 1 is the ELBO, 0 none. Legal: 0 to 1000. Default: 1.</summary>
    public double Beta { get; init; } = 1;

    /// <summary>How the KL term is computed. Default: analytic, where the families have a closed form.</summary>
    public DivergenceKind Divergence { get; init; } = DivergenceKind.Analytic;

    /// <summary>Whether z is drawn from the posterior, or its mean taken: a plain autoencoder with β = 0. Default: true.</summary>
    public bool SampleLatent { get; init; } = true;

    /// <summary>Posterior samples an image, k. Legal: 1 to 1000. Default: 1.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>How the k samples make one bound: their mean (ELBO), or the importance-weighted one (IWAE). Default: elbo.</summary>
    public BoundKind Bound { get; init; } = BoundKind.Elbo;

    /// <summary>Least KL that counts, in nats a latent dimension, mean over the batch: below it there is nothing to gain. Legal: 0 to 100. Default: 0, off.</summary>
    public double FreeBits { get; init; }

    /// <summary>How β grows at the start. Default: none.</summary>
    public WarmupKind Warmup { get; init; } = WarmupKind.None;

    /// <summary>Epochs of linear warm-up, or of one cycle of the cyclical one, in each of which β rises for the first half and stays for the second. Legal: 1 to the run's epochs with a warm-up, else 0. Default: 0.</summary>
    public int WarmupEpochs { get; init; }

    /// <summary>Extra weight on the total correlation (β-TC-VAE, Chen et al. 2018): 0 is off. Legal: 0 to 1000. Default: 0.</summary>
    public double TotalCorrelation { get; init; }

    /// <summary>Weight of the maximum mean discrepancy between drawn latents and the prior (InfoVAE, WAE). Legal: 0 to 100,000. Default: 0.</summary>
    public double Mmd { get; init; }

    /// <summary>
    /// Share of the training images whose label a semi-supervised model sees (m2), by seed and class. Legal: above 0, at most 1. Default: 1.
    /// No meaning for other models.
    /// </summary>
    public double LabelledShare { get; init; } = 1;

    /// <summary>
    /// Weight of the cross-entropy of a semi-supervised model's classifier (m2), a mean over the labelled images, beside the bound per image.
    /// Legal: 0 to 100,000. Default: 50. No meaning for other models.
    /// </summary>
    /// <remarks>
    /// The α of Kingma et al. 2014, divided by the number of images: their 0.1·N is 0.1 here. On pixels, whose bound is a hundred nats, that much lets
    /// the bound find classes of its own: docs/quality.md has both measured.
    /// </remarks>
    public double ClassifierWeight { get; init; } = 50;
}
