using TorchSharp.Modules;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Distributions;

/// <summary>
/// Each pixel is one of the 256 levels of a byte, with the mass that a logistic density about the location has in the level's bin. The bins
/// at both ends are open, so that the masses sum to 1. One scale for all pixels, trained as <c>log_scale</c>, in units of the model's range.
/// </summary>
/// <remarks>
/// Salimans et al. 2017. With a and b the bin's upper and lower edge, standardised, the mass σ(a) − σ(b) equals σ(a)·σ(−b)·(1 − e^(b − a)),
/// whose logarithm is a sum without cancellation, however far the bin is from the location.
/// </remarks>
/// <param name="model">Gives the location and the range.</param>
/// <param name="logScale">log s, <c>[1]</c>.</param>
internal sealed class DiscretizedLogisticLikelihood(VaeModel model, Parameter logScale) : PixelwiseLikelihood
{
    private const int Levels = 256;

    /// <summary>Beyond it softplus is its argument, to the last digit of double precision.</summary>
    private const double Linear = 40;

    private protected override Tensor PerPixel(Tensor raw, Tensor x)
    {
        using var scope = NewDisposeScope();
        var symmetric = model.Options.Range == PixelRange.Symmetric;
        var (least, width) = symmetric ? (-1.0, 2.0) : (0.0, 1.0);
        var half = 0.5 * width / (Levels - 1); // of a bin

        var precision = logScale.neg().exp(); // 1/s, [1]
        var distance = x - model.Locate(raw);
        var belowUpper = ((distance + half) * precision).neg().softplus(1, Linear); // −log σ(a)
        var aboveLower = ((distance - half) * precision).softplus(1, Linear); // −log σ(−b)
        var narrow = (precision * (-2 * half)).expm1().neg().log(); // log(1 − e^(b − a))

        var first = x.lt(least + half);
        var last = x.gt(least + width - half);
        var upper = belowUpper.masked_fill(last, 0);
        var lower = aboveLower.masked_fill(first, 0);
        var inner = narrow.expand_as(x).masked_fill(first.logical_or(last), 0);
        return scope.MoveToOuter(upper + lower - inner);
    }
}
