using TorchSharp;
using Vae.Core.Distributions;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Objectives;

/// <summary>Estimates log p(x) by drawing from the encoder's posterior and weighing each draw.</summary>
/// <remarks>
/// log p̂(x) = log (1/k) Σ_s w_s, w_s = p(x|z_s) p(z_s) / q(z_s|x). Rezende et al. 2014, appendix E; with k samples it is the bound of Burda
/// et al. 2016 at that k.
/// </remarks>
public static class ImportanceSampling
{
    /// <summary>Pixel values decoded at once: bounds the memory, whatever the number of samples.</summary>
    private const long MaxValues = 1 << 19;

    /// <summary>Estimates log p(x) of every image, without gradients.</summary>
    /// <param name="model">The model, in evaluation mode, on the device of the batch.</param>
    /// <param name="batch">Images, and their classes where the model is told them.</param>
    /// <param name="options">Says which likelihood; the weights of the terms have no part in it.</param>
    /// <param name="samples">k, at least 1.</param>
    /// <param name="generator">The source of the draws, on the same device: one posterior draw of <c>[s·B, D]</c> for every chunk of s samples.</param>
    /// <returns>The caller disposes it.</returns>
    /// <remarks>
    /// With the optimal scale, σ is the one that fits this batch best when it is decoded from the posterior's <c>Mu</c>, the same for all samples.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="samples"/> is below 1.</exception>
    /// <exception cref="ArgumentException">The objective draws no latents (a plain autoencoder has no likelihood), or the batch is not one of the model's images.</exception>
    public static ImportanceEstimate Estimate(VaeModel model, Batch batch, ObjectiveOptions options, int samples, Generator generator)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        if (!options.SampleLatent)
        {
            throw new ArgumentException("A plain autoencoder has no posterior to weigh draws with. Estimate models that sample their latent.", nameof(options));
        }

        using var mode = no_grad();
        using var scope = NewDisposeScope();
        var posterior = model.Encode(batch.X, batch.Y);
        var x = model.ToRange(batch.X);
        var likelihood = LikelihoodFor(options, model, posterior, batch.Y, x);

        // Of a wide model the layers, of a narrow one the images bound how many draws are decoded at once.
        var affordable = Math.Min(MaxValues / x.numel(), BatchBudget.Rows(model, long.MaxValue) / x.shape[0]);
        var perChunk = Math.Clamp(affordable, 1, samples);
        var sum = full([x.shape[0]], double.NegativeInfinity, dtype: ScalarType.Float64, device: x.device); // log Σ w
        var sumOfSquares = sum.clone(); // log Σ w²
        for (var done = 0L; done < samples; done += perChunk)
        {
            using var chunk = NewDisposeScope();
            var count = Math.Min(perChunk, samples - done);
            var weights = LogWeights(count);
            var next = sum.logaddexp(weights.logsumexp(0));
            var nextOfSquares = sumOfSquares.logaddexp((weights * 2).logsumexp(0));
            chunk.MoveToOuter(next, nextOfSquares);
            (sum, sumOfSquares) = (next, nextOfSquares);
        }

        var estimate = new ImportanceEstimate(sum - Math.Log(samples), ((sum * 2) - sumOfSquares).exp());
        scope.MoveToOuter(estimate.LogLikelihood, estimate.EffectiveSampleSize);
        return estimate;

        Tensor LogWeights(long count)
        {
            var rows = posterior.Repeat(count);
            var z = rows.Sample(generator); // [count·B, D]
            var raw = model.DecodeRaw(z, batch.Y?.repeat(count, 1));
            var terms = likelihood.PerImage(raw, x.repeat(count, 1, 1, 1));
            var logWeights = model.Prior.LogProbability(z) - rows.LogProbability(z) - terms;
            // Weights of images differ by hundreds of nats; their sums are taken in double.
            return logWeights.to(ScalarType.Float64).view(count, x.shape[0]);
        }
    }

    private static Likelihood LikelihoodFor(ObjectiveOptions options, VaeModel model, Posterior posterior, Tensor? y, Tensor x)
    {
        if (options is not { Likelihood: LikelihoodKind.Gaussian, Scale: ScaleKind.Optimal }) return Likelihood.For(options, model);

        // One σ for all samples: fitted to each chunk of them, it would depend on the chunks.
        var squares = (x - model.Locate(model.DecodeRaw(posterior.Mu, y))).square();
        var logVariance = new GaussianScale.Optimal().LogVariance(squares).ToDouble();
        return new GaussianLikelihood(model, new GaussianScale.Fixed(Math.Exp(0.5 * logVariance)));
    }
}
