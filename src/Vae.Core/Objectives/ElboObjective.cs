using Vae.Core.Distributions;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Objectives;

/// <summary>The negative evidence lower bound: −E_q[log p(x|z)] + β · KL(q(z|x) ‖ p(z)).</summary>
/// <remarks>Kingma &amp; Welling 2013, equation 3; the weight β is that of Higgins et al. 2017.</remarks>
public sealed class ElboObjective : Objective
{
    private readonly BernoulliLikelihood _likelihood = new();
    private readonly long _datasetSize;

    /// <summary>The objective with the given options.</summary>
    /// <param name="options">Checked options.</param>
    /// <param name="datasetSize">Number of images that the batches are drawn from; 0: not known.</param>
    /// <exception cref="ArgumentException">The options have a total correlation and the size is not known.</exception>
    public ElboObjective(ObjectiveOptions options, long datasetSize = 0)
        : base(options)
    {
        _datasetSize = datasetSize;
        if (options.TotalCorrelation <= 0 || datasetSize > 0) return;
        throw new ArgumentException("The total correlation is estimated from the number of images that batches are drawn from; pass it.", nameof(datasetSize));
    }

    /// <inheritdoc/>
    /// <remarks>Exactly one draw of <c>[B, D]</c> is taken from the generator.</remarks>
    public override ElboTerms Evaluate(VaeModel model, Batch batch, Generator generator, double warmup = 1)
    {
        using var scope = NewDisposeScope();
        var posterior = model.Encode(batch.X, batch.Y);
        var z = posterior.Sample(generator);
        var raw = model.DecodeRaw(z, batch.Y);

        var recon = _likelihood.Sum(raw, batch.X);
        var kl = model.Prior.Kl(posterior)!.sum();
        // add with a factor is one operation, and exact for β = 1.
        var loss = recon.add(kl, warmup * Options.Beta);

        scope.MoveToOuter(loss, recon, kl);
        return new ElboTerms(loss, recon, kl);
    }
}
