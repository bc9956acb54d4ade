using Vae.Core.Models;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Training;

/// <summary>One step of the optimiser on the summed loss of one batch.</summary>
internal sealed class TrainingStep(VaeModel model, Objective objective, optim.Optimizer optimizer, Generator generator)
{
    /// <summary>Moves the weights once.</summary>
    /// <param name="batch">Images, and their classes where the model is told them.</param>
    /// <param name="warmup">The share of β that counts.</param>
    /// <returns>The terms before the step, summed over the batch; the caller disposes them.</returns>
    public ElboTerms Run(Batch batch, double warmup = 1)
    {
        var terms = objective.Evaluate(model, batch, generator, warmup);
        optimizer.zero_grad();
        terms.Loss.backward();
        // The step returns the loss of a closure; without one, nothing or an empty tensor, by version.
        using var none = optimizer.step();
        return terms;
    }
}
