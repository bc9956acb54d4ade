using Vae.Core.Models;

namespace Vae.Core.Training;

/// <summary>What a run would take, estimated without building the model.</summary>
/// <param name="Parameters">Trained values. Exact.</param>
/// <param name="StepsPerEpoch">Optimiser steps an epoch. Exact.</param>
/// <param name="Steps">Optimiser steps of the whole run. Exact, unless early stopping ends it.</param>
/// <param name="MemoryBytes">Weights, gradients, the optimiser's moments and averages, activations of one batch, and images.</param>
/// <param name="Seconds">Time for training and for the evaluation after each epoch. Within a factor of about 3 on an idle machine.</param>
public sealed record PlanEstimate(long Parameters, long StepsPerEpoch, long Steps, long MemoryBytes, double Seconds)
{
    // Measured for mlp and conv training on two virtual cores: 29 and 16 thousand million a second and core.
    private const double CpuMultiplyAddsPerCore = 2e10;

    // A small part of what a data centre GPU of 2020 gives in single precision: small models do not fill it.
    private const double CudaMultiplyAdds = 2e12;

    private const double SecondsPerStep = 1e-3;

    // An optimiser step reads and writes each of value, gradient and two moments: 28 bytes, at 10 GB/s.
    private const double SecondsPerParameter = 2.8e-9;

    private const double MultiplyAddsPerTrainedPass = 3;

    private const long StreamedFrom = 2L << 30;

    /// <summary>How the numbers were made, for people.</summary>
    public static string Basis =>
        "Estimated, not measured: 20 thousand million multiply-adds a second and core on the CPU, 2 million million on CUDA, and 1 ms a step. Parameters and steps are exact; time is right within a factor of about 3 on an idle machine.";

    /// <summary>Estimates a run.</summary>
    /// <param name="plan">The recipe.</param>
    /// <param name="trainCount">Images in the training split.</param>
    /// <param name="testCount">Images in the held-out split.</param>
    /// <param name="device">The device that the run would have: <c>cpu</c> or <c>cuda</c>.</param>
    public static PlanEstimate Of(TrainingPlan plan, int trainCount, int testCount, string device)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var cost = ModelCost.Of(plan.Model, plan.Input);
        var training = plan.Training;
        long images = ValidationSplit.Left(trainCount, training.ValidationShare);
        var held = testCount + trainCount - images;
        var perEpoch = (images + training.BatchSize - 1) / training.BatchSize;
        var steps = perEpoch * training.Epochs;

        // All samples of an image go through the decoder; the encoder's share is counted with them, so this is the upper side.
        var passes = ((MultiplyAddsPerTrainedPass * images) + held) * plan.Objective.Samples * training.Epochs;
        var rate = device == TrainingDevice.Cuda ? CudaMultiplyAdds : CpuMultiplyAddsPerCore * Environment.ProcessorCount;
        var seconds = (passes * cost.MultiplyAdds / rate) + (steps * (SecondsPerStep + (SecondsPerParameter * cost.Parameters)));
        return new PlanEstimate(cost.Parameters, perEpoch, steps, Memory(plan, cost, (long)trainCount + testCount), seconds);
    }

    private static long Memory(TrainingPlan plan, ModelCost cost, long images)
    {
        var training = plan.Training;
        var copies = 2 // weights and gradients
            + training.Optimizer switch
            {
                OptimizerKind.Sgd => training.Momentum > 0 ? 1 : 0,
                _ => 2,
            }
            + (training.EmaDecay > 0 ? 1 : 0)
            + (training.Weights == WeightsKind.Best ? 1 : 0);
        var bytes = images * plan.Input.Pixels;
        var inMemory = training.Data == DataPlacement.Memory || (training.Data == DataPlacement.Auto && bytes * sizeof(float) <= StreamedFrom);
        var batch = Math.Min(training.BatchSize, images) * plan.Objective.Samples;
        return (cost.Parameters * copies * sizeof(float))
            // Each activation and its gradient.
            + (2 * batch * cost.Activations * sizeof(float))
            + bytes
            + (inMemory ? bytes * sizeof(float) : 0);
    }
}
