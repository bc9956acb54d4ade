using Vae.Core.Objectives;

namespace Vae.Core.Training;

/// <summary>Adds up the terms of batches in double precision and reports them per image.</summary>
internal sealed class LossMeter(double beta)
{
    private double _recon;
    private double _kl;
    private double _extra;

    /// <summary>Images added so far.</summary>
    public long Images { get; private set; }

    /// <summary>Loss of the batch that was added last, β at its full weight; nats per image.</summary>
    public double LastBatch { get; private set; }

    /// <summary>Reads a batch's terms from their device.</summary>
    /// <returns>The first term that is not finite, or null.</returns>
    public NonFiniteTerm? Add(ElboTerms terms, long images)
    {
        double recon = terms.Recon.item<float>();
        double kl = terms.Kl.item<float>();
        _recon += recon;
        _kl += kl;
        double extra = terms.Extra?.item<float>() ?? 0;
        _extra += extra;
        Images += images;
        LastBatch = (recon + (beta * kl) + extra) / images;

        if (!double.IsFinite(recon)) return new NonFiniteTerm("recon", recon);
        if (!double.IsFinite(kl)) return new NonFiniteTerm("kl", kl);
        return double.IsFinite(extra) ? null : new NonFiniteTerm("extra", extra);
    }

    /// <summary>Means over the images added so far, nats per image.</summary>
    public Losses Mean() => new((_recon + (beta * _kl) + _extra) / Images, _recon / Images, _kl / Images);
}
