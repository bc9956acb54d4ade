using TorchSharp.Utils;
using Vae.Core.Distributions;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>The first head as a direction on the unit sphere. There is no second: the concentration is fixed.</summary>
internal sealed class SphereHeads : nn.Module
{
    private readonly double _kappa;
    private readonly double _logVariance;

    [ComponentName(Name = "quantiles")]
    private readonly Tensor _quantiles;

    public SphereHeads(int latentDim, double kappa)
        : base("posterior")
    {
        (_kappa, _logVariance) = (kappa, VonMisesFisher.LogVariance(latentDim, kappa));
        _quantiles = VonMisesFisher.Quantiles(latentDim, kappa).DetachFromDisposeScope();
        // It follows from the options: not for the checkpoint, but it moves with the model.
        register_buffer("quantiles", _quantiles, persistent: false);
    }

    /// <summary>TorchSharp 0.107 disposes the buffers of the checkpoint alone.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _quantiles.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The posteriors of heads, which stay the caller's.</summary>
    public VonMisesFisher Of(Heads heads)
    {
        var mu = nn.functional.normalize(heads.Mu);
        return new VonMisesFisher(mu, full_like(mu, _logVariance), _kappa, _quantiles);
    }

    /// <summary>The posteriors of directions, on their device.</summary>
    public VonMisesFisher At(Tensor mu, Tensor logvar) => new(mu, logvar, _kappa, _quantiles.to(mu.device));
}
