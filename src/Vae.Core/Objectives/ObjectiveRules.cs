using Vae.Core.Models;
using Vae.Core.Training;
using static System.FormattableString;

namespace Vae.Core.Objectives;

/// <summary>Which objectives make sense, and with which models. One home of the rules; each message names cause and remedy.</summary>
internal static class ObjectiveRules
{
    public const double MaxBeta = 1000;

    /// <summary>Adds everything that is wrong with an objective: values out of range and options that contradict each other, the model or the run.</summary>
    /// <param name="objective">The whole objective, defaults filled in.</param>
    /// <param name="model">The model it trains.</param>
    /// <param name="epochs">Epochs of the run.</param>
    /// <param name="violations">Where to add; fields begin with <c>objective.</c>.</param>
    public static void Check(ObjectiveOptions objective, VaeOptions model, int epochs, List<Violation> violations)
    {
        if (!(objective.Beta >= 0 && objective.Beta <= MaxBeta)) violations.Add(new Violation("objective.beta", Invariant($"Must be 0 to {MaxBeta}."), Invariant($"{objective.Beta}")));
    }

    /// <summary>Adds what is wrong with an objective for batches of a size.</summary>
    /// <param name="objective">The whole objective, defaults filled in.</param>
    /// <param name="model">The model it trains.</param>
    /// <param name="batchSize">Images in a step.</param>
    /// <param name="violations">Where to add.</param>
    public static void CheckBatch(ObjectiveOptions objective, VaeOptions model, int batchSize, List<Violation> violations)
    {
    }
}
