using TorchSharp;
using Vae.Core.Data;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Training;

/// <summary>Trains a model by a plan, on the calling thread.</summary>
/// <remarks>
/// Everything random comes from generators seeded by the plan, in a fixed order: initial parameters; then for each epoch the order of the
/// images and the posterior draws of each step. On the CPU one generator serves all; on CUDA a second one, on the device, serves the draws.
/// Splitting, binarisation and hidden labels have sequences of their own.
/// </remarks>
public sealed class Trainer
{
    private readonly TrainingPlan _plan;
    private readonly TimeProvider _time;

    /// <summary>A trainer for one run.</summary>
    /// <param name="plan">A plan from <see cref="PlanResolver"/>.</param>
    /// <param name="time">The clock for throughput and durations.</param>
    public Trainer(TrainingPlan plan, TimeProvider time)
    {
        _plan = plan;
        _time = time;
    }

    /// <summary>Runs all epochs, or as many as patience allows.</summary>
    /// <param name="data">Images of the plan's shape, labelled where the model is told classes.</param>
    /// <param name="observer">Hears of progress on this thread.</param>
    /// <param name="cancellation">Checked before each step.</param>
    /// <returns>The trained model; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The images are not of the plan's shape, lack labels that the model needs, or are too few to split.</exception>
    /// <exception cref="NonFiniteLossException">
    /// A term of the loss or its gradient became NaN or infinite; the run stopped at that step. Its <see cref="NonFiniteLossException.LastGood"/> is the
    /// catcher's.
    /// </exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; nothing is left behind.</exception>
    public TrainedModel Run(Dataset data, ITrainingObserver observer, CancellationToken cancellation)
    {
        if (data.Train.Shape != _plan.Input)
        {
            throw new ArgumentException($"The dataset has images of shape {data.Train.Shape}; the plan is for {_plan.Input}.", nameof(data));
        }

        var device = TrainingDevice.Select(_plan.Training.Device);
        using var host = new Generator((ulong)_plan.Training.Seed, CPU);
        // Made outside any scope of this method: the model outlives the run.
        var model = VaeModelFactory.Create(_plan.Model, _plan.Input, host).to(device);
        var epochs = new List<EpochSummary>();
        try
        {
            var outcome = RunEpochs(new TrainingRun.Setting(_plan, model, device, host, _time, observer), data, epochs, cancellation);
            if (outcome is { NonFinite: { } bad, Epoch: null }) throw bad;

            model.eval();
            var trained = new TrainedModel(model.to(CPU), epochs, TrainingDevice.NameOf(device), outcome.Epoch!.Value);
            return outcome.NonFinite is { } late
                ? throw new NonFiniteLossException(late.Term, late.Value, late.Epoch, late.Step, trained)
                : trained;
        }
        catch (NonFiniteLossException e) when (e.LastGood is not null)
        {
            // The model is the catcher's now.
            throw;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static TrainingRun.Outcome RunEpochs(TrainingRun.Setting setting, Dataset data, List<EpochSummary> epochs, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var arithmetic = Arithmetic.Use(setting.Plan.Training.Precision);
        using var run = new TrainingRun(setting, data, epochs);
        return run.Run(cancellation);
    }
}
