using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Objectives;

/// <summary>What training minimises. An instance holds no tensors and can serve several models of one kind.</summary>
public abstract class Objective
{
    private protected Objective(ObjectiveOptions options) => Options = options;

    /// <summary>What it was made from.</summary>
    public ObjectiveOptions Options { get; }

    /// <summary>The objective for models of a kind.</summary>
    /// <param name="options">Checked options.</param>
    /// <param name="model">What the models are built from.</param>
    /// <param name="datasetSize">
    /// Number of images that the batches are drawn from: the training split in training, the evaluated images in an evaluation. Only the
    /// total correlation asks for it; 0 says that it is not known.
    /// </param>
    /// <exception cref="ArgumentException">The options have a total correlation and the size is not known.</exception>
    public static Objective For(ObjectiveOptions options, VaeOptions model, long datasetSize = 0) => model switch
    {
        ClusterVaeOptions => new ClusterObjective(options),
        M2VaeOptions => new M2Objective(options),
        _ => new ElboObjective(options, datasetSize),
    };

    /// <summary>Encodes, samples, decodes, and adds up the terms.</summary>
    /// <param name="model">The model, on the device of the batch.</param>
    /// <param name="batch">Images, and their classes where the model is told them.</param>
    /// <param name="generator">The source of everything random, on the same device.</param>
    /// <param name="warmup">The share of β that counts, 0 to 1: below 1 while β warms up.</param>
    /// <returns>Scalars summed over the batch; the caller disposes them.</returns>
    /// <exception cref="ArgumentException">The batch is not one of the model's images.</exception>
    public abstract ElboTerms Evaluate(VaeModel model, Batch batch, Generator generator, double warmup = 1);
}
