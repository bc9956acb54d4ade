using TorchSharp.Modules;
using TorchSharp.Utils;
using Vae.Core.Distributions;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>
/// Batch normalisation of both heads, which keeps the posterior from collapsing: over a batch the means have the mean 0 and the mean square
/// γ_mu², σ has the mean square γ_σ², and γ_mu² + γ_σ² = 1. The KL, averaged over the batch, is then at least −½·D·log(1−τ).
/// </summary>
/// <remarks>
/// Zhu et al. 2020, with the scale of both heads in one trained θ a dimension (Su 2020): γ_mu² = τ + (1−τ)·sigmoid(θ),
/// γ_σ² = (1−τ)·sigmoid(−θ). The second head is σ itself, of either sign, and not log σ². The floor is that of Jensen's inequality on −log σ².
/// In evaluation the running moments take the place of the batch's, and with it the floor holds on average over the training images.
/// </remarks>
internal sealed class BatchNormHeads : nn.Module
{
    /// <summary>τ, the least share of the means in the variance of z.</summary>
    public const double Tau = 0.5;

    private const double Eps = 1e-8;

    /// <summary>σ² below this counts as this: σ may cross 0, where its logarithm has no value.</summary>
    private const double LeastVariance = 1e-8;

    [ComponentName(Name = "theta")]
    private readonly Parameter _theta;

    [ComponentName(Name = "mu_mean")]
    private readonly Tensor _muMean;

    [ComponentName(Name = "mu_var")]
    private readonly Tensor _muVar;

    [ComponentName(Name = "sigma_mean")]
    private readonly Tensor _sigmaMean;

    [ComponentName(Name = "sigma_var")]
    private readonly Tensor _sigmaVar;

    public BatchNormHeads(int latentDim)
        : base("posterior")
    {
        _theta = new Parameter(zeros(latentDim));
        (_muMean, _muVar) = (zeros(latentDim), ones(latentDim));
        (_sigmaMean, _sigmaVar) = (zeros(latentDim), ones(latentDim));
        RegisterComponents();
    }

    /// <summary>The posteriors of heads, which stay the caller's.</summary>
    public DiagonalGaussian Of(Heads heads)
    {
        using var scope = NewDisposeScope();
        var gammaMu = (Tau + ((1 - Tau) * _theta.sigmoid())).sqrt();
        var gammaSigma = ((1 - Tau) * (-_theta).sigmoid()).sqrt();
        var mu = Normalize(heads.Mu, _muMean, _muVar) * gammaMu;
        var sigma = Normalize(heads.Spread!, _sigmaMean, _sigmaVar) * gammaSigma;
        var logvar = sigma.square().clamp_min(LeastVariance).log();
        scope.MoveToOuter(mu, logvar);
        return new DiagonalGaussian(mu, logvar);
    }

    /// <summary>A batch of one has no variance: it takes the running moments, in training too.</summary>
    private Tensor Normalize(Tensor head, Tensor mean, Tensor variance) =>
        nn.functional.batch_norm(head, mean, variance, training: training && head.shape[0] > 1, eps: Eps);
}
