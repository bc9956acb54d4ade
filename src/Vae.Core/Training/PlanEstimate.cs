using Vae.Core.Evaluation;
using Vae.Core.Models;
using Vae.Core.Objectives;

namespace Vae.Core.Training;

/// <summary>What a run would take, estimated without building the model.</summary>
/// <param name="Parameters">Trained values. Exact.</param>
/// <param name="StepsPerEpoch">Optimiser steps an epoch. Exact.</param>
/// <param name="Steps">Optimiser steps of the whole run. Exact, unless early stopping ends it.</param>
/// <param name="MemoryBytes">Weights, gradients, the optimiser's moments and averages, activations of one batch, and images.</param>
/// <param name="Seconds">Time for training, for the evaluation after each epoch and for the report at the end. An order of magnitude: other models and machines differ.</param>
public sealed record PlanEstimate(long Parameters, long StepsPerEpoch, long Steps, long MemoryBytes, double Seconds)
{
    // The lower side: training on two virtual cores, mlp reached 23, conv 31 and resnet 54 thousand million a second and core.
    private const double CpuMultiplyAddsPerCore = 2e10;

    // A small part of what a data centre GPU of 2020 gives in single precision: small models do not fill it.
    private const double CudaMultiplyAdds = 2e12;

    private const double SecondsPerStep = 1e-3;

    // An optimiser step reads and writes each of value, gradient and two moments: 28 bytes, at 10 GB/s.
    private const double SecondsPerParameter = 2.8e-9;

    private const double MultiplyAddsPerTrainedPass = 3;

    /// <summary>How the numbers were made, for people.</summary>
    public static string Basis =>
        "Estimated, not measured: 20 thousand million multiply-adds a second and core on the CPU, 2 million million on CUDA, and 1 ms a step. Parameters and steps are exact; time is an order of magnitude, checked with mlp, conv and resnet on two cores.";

    /// <summary>Estimates a run.</summary>
    /// <param name="plan">The recipe.</param>
    /// <param name="trainCount">Images in the training split.</param>
    /// <param name="testCount">Images in the held-out split.</param>
    /// <param name="device">The device that the run would have: <c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="cores">Cores of the machine, at least 1.</param>
    public static PlanEstimate Of(TrainingPlan plan, int trainCount, int testCount, string device, int cores)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var cost = ModelCost.Of(plan.Model, plan.Input);
        var training = plan.Training;
        long images = ValidationSplit.Left(trainCount, training.ValidationShare);
        var held = testCount + trainCount - images;
        var perEpoch = (images + training.BatchSize - 1) / training.BatchSize;
        var steps = perEpoch * training.Epochs;

        // All samples of an image go through the decoder; the encoder's share is counted with them, so this is the upper side.
        var rows = ObjectiveRules.RowsPerImage(plan.Objective, plan.Model);
        var passes = (((MultiplyAddsPerTrainedPass * images) + held) * rows + Math.Min(testCount, CollapseDoctor.MaxImages)) * training.Epochs;
        var rate = device == TrainingDevice.Cuda ? CudaMultiplyAdds : CpuMultiplyAddsPerCore * cores;
        var seconds = (passes * cost.MultiplyAdds / rate) + (steps * (SecondsPerStep + (SecondsPerParameter * cost.Parameters)));
        // The report is made on the CPU, wherever the run was.
        seconds += ReportSizes.MultiplyAdds(plan.Model, plan.Input, trainCount, testCount) / (CpuMultiplyAddsPerCore * cores);
        return new PlanEstimate(cost.Parameters, perEpoch, steps, PlanMemory.Of(plan, trainCount, testCount).Bytes, seconds);
    }
}
