using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;
using static TorchSharp.torch;

namespace Vae.Core.Evaluation;

/// <summary>Measures the bound on images that the model does not train on.</summary>
public static class Evaluator
{
    /// <summary>
    /// At most; fewer of large images, and of many samples. The result depends on it through which draw meets which image, and in terms that are
    /// properties of several images: the optimal scale, free bits, the total correlation, the MMD.
    /// </summary>
    private const long MaxBatch = 256;

    /// <summary>Every evaluation draws the same posterior noise, so that two of them differ by their models alone.</summary>
    private const ulong Seed = 20131220;

    /// <summary>The objective's terms with each posterior sampled once, as in training.</summary>
    /// <param name="model">The model; put into evaluation mode for the call and back.</param>
    /// <param name="images"><c>[N, C, H, W]</c>, float32 in [0, 1], on the model's device; N at least 1.</param>
    /// <param name="objective">The weights of the terms.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns>Means over the images, nats per image; not finite where the model is not.</returns>
    /// <exception cref="ArgumentException"><paramref name="images"/> is empty, or not of the model's shape.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static Losses Evaluate(VaeModel model, Tensor images, ObjectiveOptions objective, CancellationToken cancellation)
    {
        var count = images.shape[0];
        if (count == 0) throw new ArgumentException("There are no images to evaluate on; at least 1 is needed.", nameof(images));
        return Evaluate(model, count, (start, length) => new Batch(images.narrow(0, start, length)), images.device, objective, cancellation);
    }

    /// <summary>The same on images with their classes, wherever they are kept.</summary>
    internal static Losses Evaluate(VaeModel model, BatchSource images, Device device, ObjectiveOptions objective, CancellationToken cancellation) =>
        Evaluate(model, images.Count, (start, length) => images.Take(Range(start, length)), device, objective, cancellation);

    private static Losses Evaluate(
        VaeModel model, long count, Func<long, long, Batch> take, Device device, ObjectiveOptions objective, CancellationToken cancellation)
    {
        var elbo = Objective.For(objective, model.Options, count);
        var batch = BatchBudget.Rows(model, MaxBatch, BatchBudget.Copies(model.Options, objective.Samples));
        var meter = new LossMeter(objective.Beta);
        var wasTraining = model.training;
        using var generator = new Generator(Seed, device);
        using var mode = no_grad();
        model.eval();
        try
        {
            for (var start = 0L; start < count; start += batch)
            {
                cancellation.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var length = Math.Min(batch, count - start);
                var terms = elbo.Evaluate(model, take(start, length), generator);
                meter.Add(terms.Recon.item<float>(), terms.Kl.item<float>(), terms.Extra?.item<float>() ?? 0, length);
            }
        }
        finally
        {
            model.train(wasTraining);
        }

        return meter.Mean();
    }

    private static long[] Range(long start, long length)
    {
        var rows = new long[length];
        for (var i = 0; i < rows.Length; i++) rows[i] = start + i;
        return rows;
    }
}
