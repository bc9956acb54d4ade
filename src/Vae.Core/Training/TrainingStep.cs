using Vae.Core.Models;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Training;

/// <summary>One step of the optimiser on the summed loss of one batch. Nothing in it waits for the device.</summary>
internal sealed class TrainingStep(VaeModel model, Objective objective, Optimizer optimizer, Generator generator)
{
    private readonly Tensor[] _weights = [.. optimizer.Weights];

    /// <summary>Greatest norm of the gradient per image; 0: any.</summary>
    public double ClipNorm { get; init; }

    /// <summary>Moves the weights once down the gradient of a batch's loss; where a term or the gradient is not finite, they stay.</summary>
    /// <param name="batch">Images, and their classes where the model is told them.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="warmup">The share of β that counts.</param>
    /// <returns>What <see cref="StepFigures.Read"/> reads, on the model's device; the caller disposes it.</returns>
    public Tensor Run(Batch batch, double learningRate, double warmup = 1)
    {
        using var scope = NewDisposeScope();
        var terms = objective.Evaluate(model, batch, generator, warmup);
        Tensor[] gradients = [.. autograd.grad([terms.Loss], _weights, allow_unused: true)];

        using var frozen = no_grad();
        // The loss is summed over the batch and so is its gradient: the limit per image is as many times longer for it.
        var (row, bad) = TorchScripts.Measure(
            terms.Extra is null ? [terms.Recon, terms.Kl] : [terms.Recon, terms.Kl, terms.Extra], [.. gradients.Where(gradient => !gradient.IsInvalid)], ClipNorm * batch.X.shape[0]);
        optimizer.Step(gradients, bad, learningRate);
        return scope.MoveToOuter(row);
    }
}
