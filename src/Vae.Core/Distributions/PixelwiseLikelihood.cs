using static TorchSharp.torch;

namespace Vae.Core.Distributions;

/// <summary>A likelihood whose pixels are independent given the latent, and whose parts are computed pixel by pixel.</summary>
internal abstract class PixelwiseLikelihood : Likelihood
{
    /// <inheritdoc/>
    public sealed override Tensor PerImage(Tensor raw, Tensor x)
    {
        using var each = PerPixel(raw, x);
        using var flat = each.flatten(1); // [N, C·H·W]
        return flat.sum(1);
    }

    /// <inheritdoc/>
    public sealed override Tensor Sum(Tensor raw, Tensor x)
    {
        using var each = PerPixel(raw, x);
        return each.sum();
    }

    /// <summary>−log p of each pixel given the latent, in the shape of <paramref name="x"/>; the caller disposes it.</summary>
    private protected abstract Tensor PerPixel(Tensor raw, Tensor x);
}
