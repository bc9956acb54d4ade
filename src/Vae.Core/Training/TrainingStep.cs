using TorchSharp.Modules;
using Vae.Core.Models;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Training;

/// <summary>One step of the optimiser on the summed loss of one batch: first <see cref="Evaluate"/>, then <see cref="Apply"/>.</summary>
internal sealed class TrainingStep(VaeModel model, Objective objective, optim.Optimizer optimizer, Generator generator)
{
    private readonly IReadOnlyList<Parameter> _parameters = [.. model.parameters()];

    /// <summary>Greatest norm of the gradient per image; 0: any.</summary>
    public double ClipNorm { get; init; }

    /// <summary>The terms of a batch under the present weights.</summary>
    /// <param name="batch">Images, and their classes where the model is told them.</param>
    /// <param name="warmup">The share of β that counts.</param>
    /// <returns>Scalars summed over the batch; the caller disposes them.</returns>
    public ElboTerms Evaluate(Batch batch, double warmup = 1) => objective.Evaluate(model, batch, generator, warmup);

    /// <summary>Moves the weights once down the gradient of the terms' loss; where that is not finite, they stay.</summary>
    /// <param name="terms">What <see cref="Evaluate"/> gave.</param>
    /// <param name="images">Images in the batch.</param>
    /// <param name="learningRate">The step size; null: the optimiser's own.</param>
    /// <returns>What was not finite, or null.</returns>
    public NonFiniteTerm? Apply(ElboTerms terms, long images, double? learningRate = null)
    {
        optimizer.zero_grad();
        terms.Loss.backward();

        var norm = Gradients.Norm(_parameters);
        if (!double.IsFinite(norm)) return new NonFiniteTerm("gradient", norm);
        // The loss is summed over the batch and so is its gradient: the limit per image is as many times longer for it.
        var limit = ClipNorm * images;
        if (ClipNorm > 0 && norm > limit) Gradients.Scale(_parameters, limit / norm);

        if (learningRate is { } rate)
        {
            foreach (var group in optimizer.ParamGroups) group.LearningRate = rate;
        }

        // The step returns the loss of a closure; without one, nothing or an empty tensor, by version.
        using var none = optimizer.step();
        return null;
    }
}
