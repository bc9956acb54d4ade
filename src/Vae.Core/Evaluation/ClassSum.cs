using Vae.Core.Models;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Evaluation;

/// <summary>log p(x) of a model that guesses classes: log Σ_y p(y)·p̂(x|y), all classes equally likely, with k draws for each of them.</summary>
internal static class ClassSum
{
    /// <summary>Estimates log p(x) of every image; the classes that the batch may say are not looked at.</summary>
    /// <returns>
    /// The caller disposes it. The effective sample size is that of all draws together: most weigh nothing, since an image has one class.
    /// </returns>
    public static ImportanceEstimate Estimate(VaeModel model, Tensor x, ObjectiveOptions options, int samples, Generator generator)
    {
        using var scope = NewDisposeScope();
        var (count, classes) = (x.shape[0], model.Options.Classes);
        var (sums, squares) = (new List<Tensor>(), new List<Tensor>());
        for (var label = 0; label < classes; label++)
        {
            var y = zeros(count, classes);
            y.narrow(1, label, 1).fill_(1);
            var one = ImportanceSampling.Estimate(model, new Batch(x, y), options, samples, generator);
            sums.Add(one.LogLikelihood);
            // Σw² = (Σw)² / ESS, the weights as shares of k.
            squares.Add((one.LogLikelihood * 2) - one.EffectiveSampleSize.log());
        }

        var sum = stack(sums).logsumexp(0); // [B]
        var sumOfSquares = stack(squares).logsumexp(0);
        var estimate = new ImportanceEstimate(sum - Math.Log(classes), ((sum * 2) - sumOfSquares).exp());
        scope.MoveToOuter(estimate.LogLikelihood, estimate.EffectiveSampleSize);
        return estimate;
    }
}
