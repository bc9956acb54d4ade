using TorchSharp;
using Vae.Core.Data;
using Vae.Core.Evaluation;
using Vae.Core.Models;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Training;

/// <summary>Trains a model by a plan, on the calling thread.</summary>
/// <remarks>
/// Everything random comes from generators seeded by the plan, in a fixed order: initial parameters; then for each epoch the order of the
/// images and one posterior draw a step. On the CPU one generator serves all; on CUDA a second one, on the device, serves the draws.
/// </remarks>
public sealed class Trainer
{
    private const int StepsPerReport = 10;

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

    /// <summary>Runs all epochs.</summary>
    /// <param name="data">Images of the plan's shape.</param>
    /// <param name="observer">Hears of progress on this thread.</param>
    /// <param name="cancellation">Checked before each step.</param>
    /// <returns>The trained model; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The images are not of the plan's shape.</exception>
    /// <exception cref="NonFiniteLossException">A term of the loss became NaN or infinite; the run stopped at that step.</exception>
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
        try
        {
            var epochs = RunEpochs(model, device, host, data, observer, cancellation);
            model.eval();
            return new TrainedModel(model.to(CPU), epochs, TrainingDevice.NameOf(device));
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private List<EpochSummary> RunEpochs(
        VaeModel model, Device device, Generator host, Dataset data, ITrainingObserver observer, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var onDevice = device.type == DeviceType.CPU ? null : new Generator((ulong)_plan.Training.Seed, device);
        using var optimizer = optim.Adam(model.parameters(), lr: _plan.Training.LearningRate);
        var step = new TrainingStep(model, Objective.For(_plan.Objective, _plan.Model, data.Train.Count), optimizer, onDevice ?? host);
        var train = data.Train.ToTensor(device);
        var test = data.Test.ToTensor(device);

        var epochs = new List<EpochSummary>(_plan.Training.Epochs);
        for (var epoch = 1; epoch <= _plan.Training.Epochs; epoch++)
        {
            epochs.Add(RunEpoch(epoch, model, step, (train, test), host, observer, cancellation));
        }

        return epochs;
    }

    private EpochSummary RunEpoch(
        int epoch, VaeModel model, TrainingStep step, (Tensor Train, Tensor Test) data, Generator shuffling, ITrainingObserver observer, CancellationToken cancellation)
    {
        var began = _time.GetTimestamp();
        var meter = new LossMeter(_plan.Objective.Beta);
        using var scope = NewDisposeScope();
        model.train();

        var count = data.Train.shape[0];
        var batch = _plan.Training.BatchSize;
        var stepsPerEpoch = (count + batch - 1) / batch;
        var order = randperm(count, generator: shuffling).to(data.Train.device);

        for (var index = 0L; index < stepsPerEpoch; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            var done = ((epoch - 1) * stepsPerEpoch) + index + 1;
            var length = Math.Min(batch, count - (index * batch));
            using (NewDisposeScope())
            {
                var x = data.Train.index_select(0, order.narrow(0, index * batch, length)); // [B, C, H, W]
                if (meter.Add(step.Run(new Batch(x)), length) is { } bad) throw new NonFiniteLossException(bad.Term, bad.Value, epoch, done);
            }

            if ((index + 1) % StepsPerReport == 0 || index == stepsPerEpoch - 1)
            {
                observer.OnProgress(Progress(epoch, done, stepsPerEpoch, count, meter, _time.GetElapsedTime(began)));
            }
        }

        var trained = _time.GetElapsedTime(began);
        var test = Evaluator.Evaluate(model, data.Test, _plan.Objective, cancellation);
        // The last step's weights meet their first batch here.
        if (!double.IsFinite(test.Recon)) throw new NonFiniteLossException("recon", test.Recon, epoch, epoch * stepsPerEpoch);
        if (!double.IsFinite(test.Kl)) throw new NonFiniteLossException("kl", test.Kl, epoch, epoch * stepsPerEpoch);

        var summary = new EpochSummary(epoch, meter.Mean(), test, _time.GetElapsedTime(began), Rate(meter.Images, trained));
        model.eval();
        observer.OnEpoch(summary, model);
        return summary;
    }

    private TrainingProgress Progress(int epoch, long done, long stepsPerEpoch, long imagesPerEpoch, LossMeter meter, TimeSpan elapsed)
    {
        var epochs = _plan.Training.Epochs;
        var left = ((epochs - epoch + 1) * imagesPerEpoch) - meter.Images;
        var rate = Rate(meter.Images, elapsed);
        return new TrainingProgress(epoch, epochs, done, epochs * stepsPerEpoch, meter.Mean(), rate, TimeSpan.FromSeconds(rate > 0 ? left / rate : 0));
    }

    /// <summary>Images a second; 0 where the clock has not moved.</summary>
    private static double Rate(long images, TimeSpan elapsed) => elapsed > TimeSpan.Zero ? images / elapsed.TotalSeconds : 0;
}
