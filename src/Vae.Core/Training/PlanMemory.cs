using Vae.Core.Models;
using Vae.Core.Objectives;

namespace Vae.Core.Training;

/// <summary>The memory that a run would take, in bytes.</summary>
/// <param name="Fixed">Weights, gradients, the optimiser's moments and averages, and the images: whatever the batch.</param>
/// <param name="PerImage">Activations and their gradients of each image of a batch.</param>
/// <param name="Batch">Images in the largest batch.</param>
internal sealed record PlanMemory(long Fixed, long PerImage, long Batch)
{
    private const long StreamedFrom = 2L << 30;

    /// <summary>All together.</summary>
    public long Bytes => Fixed + (PerImage * Batch);

    /// <summary>Counts what a run holds.</summary>
    /// <param name="plan">The recipe.</param>
    /// <param name="trainCount">Images in the training split.</param>
    /// <param name="testCount">Images in the held-out split.</param>
    public static PlanMemory Of(TrainingPlan plan, int trainCount, int testCount)
    {
        var cost = ModelCost.Of(plan.Model, plan.Input);
        var training = plan.Training;
        var copies = 2 // weights and gradients
            + training.Optimizer switch
            {
                OptimizerKind.Sgd => training.Momentum > 0 ? 1 : 0,
                _ => 2,
            }
            + (training.EmaDecay > 0 ? 1 : 0)
            + (training.Weights == WeightsKind.Best ? 1 : 0);
        var images = (long)trainCount + testCount;
        var bytes = images * plan.Input.Pixels;
        var inMemory = training.Data == DataPlacement.Memory || (training.Data == DataPlacement.Auto && bytes * sizeof(float) <= StreamedFrom);
        return new PlanMemory(
            (cost.Parameters * copies * sizeof(float)) + bytes + (inMemory ? bytes * sizeof(float) : 0),
            // Each activation and its gradient.
            2 * ObjectiveRules.RowsPerImage(plan.Objective, plan.Model) * cost.Activations * sizeof(float),
            Math.Min(training.BatchSize, images));
    }

    /// <summary>The largest batch that fits into so many bytes; 0 where none does.</summary>
    /// <param name="limit">The bytes there are.</param>
    public long LargestBatch(long limit) => Math.Max(0, (limit - Fixed) / PerImage);
}
