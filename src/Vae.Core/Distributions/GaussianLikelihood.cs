using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Distributions;

/// <summary>Each pixel is N(location, σ²), with one σ for all of them: −log p = ½ (x − location)²/σ² + log σ + ½ log 2π.</summary>
/// <remarks>It is a density over the model's range of pixels; on [−1, 1] it is half as high as on [0, 1].</remarks>
/// <param name="model">Gives the location.</param>
/// <param name="scale">Gives σ.</param>
internal sealed class GaussianLikelihood(VaeModel model, GaussianScale scale) : Likelihood
{
    /// <inheritdoc/>
    public override Tensor PerImage(Tensor raw, Tensor x)
    {
        using var scope = NewDisposeScope();
        var each = (x - model.Locate(raw)).square();
        return scope.MoveToOuter(Cost(each.flatten(1).sum(1), Pixels(x), scale.LogVariance(each)));
    }

    /// <inheritdoc/>
    public override Tensor Sum(Tensor raw, Tensor x)
    {
        using var scope = NewDisposeScope();
        var each = (x - model.Locate(raw)).square();
        return scope.MoveToOuter(Cost(each.sum(), x.numel(), scale.LogVariance(each)));
    }

    private static long Pixels(Tensor x) => x.numel() / x.shape[0];

    /// <summary>½ (squares/σ² + n·(log σ² + log 2π)), n the number of pixels in each sum of squares.</summary>
    private static Tensor Cost(Tensor squares, long pixels, Tensor logVariance)
    {
        var constant = (logVariance + DiagonalGaussian.LogTwoPi) * pixels;
        return ((squares * logVariance.neg().exp()) + constant) * 0.5;
    }
}
