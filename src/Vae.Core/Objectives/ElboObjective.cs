using Vae.Core.Distributions;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Objectives;

/// <summary>
/// The negative evidence lower bound, −E_q[log p(x|z)] + β · KL(q(z|x) ‖ p(z)), and what can be made of it: several samples, the
/// importance-weighted bound, free bits, the total correlation, the maximum mean discrepancy; without sampling, a plain autoencoder.
/// </summary>
/// <remarks>Kingma &amp; Welling 2013, equation 3; the weight β is that of Higgins et al. 2017.</remarks>
public sealed class ElboObjective : Objective
{
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
        throw new ArgumentException(
            "The total correlation is estimated from the number of images that batches are drawn from, and it was not given. Pass it.", nameof(datasetSize));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Exactly one draw of <c>[k·B, D]</c> is taken from the posterior, k the samples, row <c>s·B + b</c> sample s of image b; none without
    /// sampling. With an MMD, one draw of <c>[B, D]</c> from the prior follows.
    /// The terms are means over the samples: never of decoded images, which would not be a bound. Without sampling there is no posterior, and Kl is 0.
    /// </remarks>
    public override ElboTerms Evaluate(VaeModel model, Batch batch, Generator generator, double warmup = 1)
    {
        using var scope = NewDisposeScope();
        var weight = warmup * Options.Beta;
        var drawn = Draw(model, batch, generator);
        var terms = Options.Bound == BoundKind.ImportanceWeighted
            ? ImportanceWeighted(model, drawn, weight)
            : Elbo(model, drawn, weight);
        if (Penalty(model, drawn, generator, warmup) is { } penalty) terms = terms.Plus(penalty);

        scope.MoveToOuter(terms.Loss, terms.Recon, terms.Kl);
        return terms.Extra is { } extra ? terms with { Extra = scope.MoveToOuter(extra) } : terms;
    }

    private Drawn Draw(VaeModel model, Batch batch, Generator generator)
    {
        var samples = Options.Samples;
        var posterior = model.Encode(batch.X, batch.Y);
        var x = model.ToRange(batch.X);
        if (!Options.SampleLatent) return new Drawn(posterior, posterior, posterior.Mu, model.DecodeRaw(posterior.Mu, batch.Y), x);

        var rows = samples == 1 ? posterior : posterior.Repeat(samples);
        var z = rows.Sample(generator); // [k·B, D]
        var raw = model.DecodeRaw(z, samples == 1 ? batch.Y : batch.Y?.repeat(samples, 1));
        return new Drawn(posterior, rows, z, raw, samples == 1 ? x : x.repeat(samples, 1, 1, 1));
    }

    private ElboTerms Elbo(VaeModel model, Drawn drawn, double weight)
    {
        var recon = OverSamples(Likelihood.For(Options, model).Sum(drawn.Raw, drawn.X));
        if (!Options.SampleLatent) return new ElboTerms(recon.alias(), recon, zeros_like(recon));

        var kl = Divergence(model.Prior, drawn);
        // add with a factor is one operation, and exact for β = 1.
        var loss = recon.add(kl, weight);
        if (Options.FreeBits <= 0) return new ElboTerms(loss, recon, kl);
        return new ElboTerms(loss, recon, kl).Plus((Floored(drawn.Posterior) - kl) * weight);
    }

    private Tensor Divergence(Prior prior, Drawn drawn)
    {
        var closed = Options.Divergence == DivergenceKind.Analytic ? prior.Kl(drawn.Posterior) : null;
        return closed is null ? OverSamples(LogRatio(prior, drawn).sum()) : closed.sum();
    }

    /// <summary>Σ_d max(free bits, KL_d), KL_d the mean over the batch; times the batch's size (Kingma et al. 2016, "free bits").</summary>
    private Tensor Floored(Posterior posterior)
    {
        var each = Gaussian(posterior).KlPerDimension().mean([0L]);
        return each.clamp_min(Options.FreeBits).sum() * posterior.Mu.shape[0];
    }

    /// <summary>
    /// −log (1/k) Σ_s p(x|z_s) (p(z_s)/q(z_s|x))^w, w the KL's weight: with w = 1 the bound of Burda et al. 2016, differentiated as a whole.
    /// </summary>
    private ElboTerms ImportanceWeighted(VaeModel model, Drawn drawn, double weight)
    {
        var count = drawn.Posterior.Mu.shape[0];
        var costs = Likelihood.For(Options, model).PerImage(drawn.Raw, drawn.X); // [k·B]
        var ratios = LogRatio(model.Prior, drawn);
        var weights = costs.add(ratios, weight).neg().view(Options.Samples, count);
        var loss = (Math.Log(Options.Samples) * count) - weights.logsumexp(0).sum();

        // The gap between both bounds, from differences and not from two sums that are nearly equal. It is reported, not differentiated.
        var values = weights.detach();
        var centred = values - values.mean([0L], keepdim: true);
        var gap = (Math.Log(Options.Samples) * count) - centred.logsumexp(0).sum();
        return new ElboTerms(loss, OverSamples(costs.sum()).detach(), OverSamples(ratios.sum()).detach(), gap);
    }

    /// <summary>What is added to the bound, summed over the batch; null where nothing is. What weighs parts of the KL warms up with it.</summary>
    private Tensor? Penalty(VaeModel model, Drawn drawn, Generator generator, double warmup)
    {
        var count = drawn.Posterior.Mu.shape[0];
        var first = drawn.Z.narrow(0, 0, count); // sample 0 of every image
        Tensor? sum = null;
        if (Options.TotalCorrelation > 0)
        {
            sum = TotalCorrelation.Sum(first, Gaussian(drawn.Posterior), _datasetSize) * (warmup * Options.TotalCorrelation);
        }

        if (Options.Mmd > 0)
        {
            var prior = model.Prior.Sample(count, generator).to(first.dtype);
            var mmd = MaximumMeanDiscrepancy.Estimate(first, prior) * (Options.Mmd * count);
            sum = sum is null ? mmd : sum + mmd;
        }

        return sum;
    }

    /// <summary>log q(z|x) − log p(z) of every draw, <c>[k·B]</c>.</summary>
    private static Tensor LogRatio(Prior prior, Drawn drawn) => drawn.Rows.LogProbability(drawn.Z) - prior.LogProbability(drawn.Z);

    private static DiagonalGaussian Gaussian(Posterior posterior) => posterior as DiagonalGaussian ?? throw new InvalidOperationException(
        "Free bits and the total correlation are sums over latent dimensions; this model's posterior has no independent ones. Leave both at 0.");

    private Tensor OverSamples(Tensor sum) => Options.Samples == 1 ? sum : sum / Options.Samples;

    /// <summary>One evaluation's tensors: posteriors <c>[B, D]</c>, the same for each sample, the draws, their decodings and their targets.</summary>
    private sealed record Drawn(Posterior Posterior, Posterior Rows, Tensor Z, Tensor Raw, Tensor X);
}
