using Vae.Core.Models;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Training;

/// <summary>One step of Adam on the summed loss of one batch.</summary>
internal sealed class TrainingStep(VaeModel model, ElboObjective objective, optim.Optimizer optimizer, Generator generator)
{
    /// <summary>Moves the weights once.</summary>
    /// <param name="x">Images <c>[B, C, H, W]</c>.</param>
    /// <returns>The terms before the step, summed over the batch; the caller disposes them.</returns>
    public ElboTerms Run(Tensor x)
    {
        var terms = objective.Evaluate(model, x, generator);
        optimizer.zero_grad();
        terms.Loss.backward();
        // The step returns the loss of a closure; without one, nothing or an empty tensor, by version.
        using var none = optimizer.step();
        return terms;
    }
}
