namespace Vae.Core.Models;

/// <summary>Adds up what layers cost; of each layer the value after its activation is counted, of a convolution a kernel of 3×3.</summary>
internal sealed class LayerMeter
{
    private const long Kernel = 9;

    private long _parameters;
    private long _activations;
    private long _multiplyAdds;

    public ModelCost Total() => new(_parameters, _activations, _multiplyAdds);

    /// <summary>Values that are held and cost no parameter.</summary>
    public void Values(long count) => _activations += count;

    /// <summary>Parameters that belong to no layer.</summary>
    public void Scalars(long count) => _parameters += count;

    public void Dense(long from, long to)
    {
        _parameters += (from + 1) * to;
        _activations += to;
        _multiplyAdds += from * to;
    }

    /// <param name="from">Channels read.</param>
    /// <param name="to">Channels written.</param>
    /// <param name="area">Pixels of the result.</param>
    public void Convolution(long from, long to, long area)
    {
        _parameters += ((Kernel * from) + 1) * to;
        _activations += to * area;
        _multiplyAdds += Kernel * from * to * area;
    }

    /// <param name="from">Channels read.</param>
    /// <param name="to">Channels written.</param>
    /// <param name="area">Pixels read: each is multiplied with the whole kernel.</param>
    /// <param name="toArea">Pixels of the result.</param>
    public void TransposedConvolution(long from, long to, long area, long toArea)
    {
        _parameters += ((Kernel * from) + 1) * to;
        _activations += to * toArea;
        _multiplyAdds += Kernel * from * to * area;
    }

    /// <summary>Normalisation with a factor and a shift for each channel, then an activation: two values a pixel are held.</summary>
    public void Normalisation(long channels, long area)
    {
        _parameters += 2 * channels;
        _activations += 2 * channels * area;
    }

    /// <summary>A residual block: two normalisations, two convolutions, the sum.</summary>
    public void Residual(long channels, long area)
    {
        for (var i = 0; i < 2; i++)
        {
            Normalisation(channels, area);
            Convolution(channels, channels, area);
        }

        Values(channels * area);
    }
}
