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

    /// <summary>Adds a batch's terms, summed over its images.</summary>
    public void Add(double recon, double kl, double extra, long images)
    {
        _recon += recon;
        _kl += kl;
        _extra += extra;
        Images += images;
        LastBatch = (recon + (beta * kl) + extra) / images;
    }

    /// <summary>Means over the images added so far, nats per image.</summary>
    public Losses Mean() => new((_recon + (beta * _kl) + _extra) / Images, _recon / Images, _kl / Images);
}
