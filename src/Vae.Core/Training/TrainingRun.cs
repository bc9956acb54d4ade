using TorchSharp;
using Vae.Core.Data;
using Vae.Core.Evaluation;
using Vae.Core.Models;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Training;

/// <summary>The epochs of one run. Its tensors belong to the scope that is open when it is made; it leaves the chosen weights in the model.</summary>
internal sealed class TrainingRun : IDisposable
{
    private const int StepsPerReport = 10;

    private readonly Setting _setting;
    private readonly TrainingOptions _options;
    private readonly List<EpochSummary> _epochs;
    private readonly Generator? _onDevice;
    private readonly TrainingDraws _draws;
    private readonly TrainingStep _step;
    private readonly BatchSource _train;
    private readonly RowOrder _order;
    private readonly BatchSource? _validation;
    private readonly BatchSource _test;
    private readonly LearningRateSchedule _schedule;
    private readonly WarmupSchedule _warmup;
    private readonly WeightAverage? _average;
    private readonly WeightSnapshot _last;
    private readonly WeightSnapshot? _best;
    private readonly Stagnation? _plateau;
    private readonly Stagnation? _patience;
    private readonly long _stepsPerEpoch;
    private double _leastValidation = double.PositiveInfinity;
    private int _reductions;

    public TrainingRun(Setting setting, Dataset data, List<EpochSummary> epochs)
    {
        var (plan, model, device) = (setting.Plan, setting.Model, setting.Device);
        _setting = setting;
        _options = plan.Training;
        _epochs = epochs;
        var split = DataSplit.Of(data, _options);
        _onDevice = device.type == DeviceType.CPU ? null : new Generator((ulong)_options.Seed, device);
        _draws = new TrainingDraws(_options, device);
        _train = BatchSource.ForTraining(split.Train, plan, device, _draws);
        _order = new RowOrder(_train.Count, _train.Hidden, _options.BatchSize, setting.Host);
        _validation = split.Validation is { } kept ? BatchSource.ForEvaluation(kept, plan, device) : null;
        _test = BatchSource.ForEvaluation(split.Test, plan, device);
        var objective = Objective.For(plan.Objective with { LabelledShare = _train.LabelledShare }, plan.Model, _train.Count);
        _step = new TrainingStep(model, objective, new Optimizer(model, _options), _onDevice ?? setting.Host) { ClipNorm = _options.ClipNorm };
        _stepsPerEpoch = (_train.Count + _options.BatchSize - 1) / _options.BatchSize;
        _schedule = new LearningRateSchedule(_options, _stepsPerEpoch);
        _warmup = WarmupSchedule.For(plan.Objective);
        _average = _options.EmaDecay > 0 ? new WeightAverage(model, _options.EmaDecay) : null;
        _last = new WeightSnapshot(model);
        _best = _options.Weights == WeightsKind.Best ? new WeightSnapshot(model) : null;
        _plateau = _options.Schedule == ScheduleKind.Plateau ? new Stagnation(_options.ScheduleEpochs) : null;
        _patience = _options.Patience > 0 ? new Stagnation(_options.Patience) : null;
    }

    /// <summary>Runs epochs until the plan, patience or a loss that is not finite ends them.</summary>
    public Outcome Run(CancellationToken cancellation)
    {
        try
        {
            for (var epoch = 1; epoch <= _options.Epochs; epoch++)
            {
                if (RunEpoch(epoch, cancellation).StoppedBecause is not null) break;
            }
        }
        catch (NonFiniteLossException e)
        {
            if (_last.Epoch is not null) _last.Restore();
            return new Outcome(_last.Epoch, e);
        }

        var chosen = _best is { Epoch: not null } ? _best : _last;
        chosen.Restore();
        return new Outcome(chosen.Epoch, null);
    }

    public void Dispose()
    {
        _draws.Dispose();
        _onDevice?.Dispose();
    }

    private EpochSummary RunEpoch(int epoch, CancellationToken cancellation)
    {
        var began = _setting.Time.GetTimestamp();
        var meter = new LossMeter(_setting.Plan.Objective.Beta);
        using var scope = NewDisposeScope();
        _setting.Model.train();
        Step(epoch, meter, began, cancellation);
        var trained = _setting.Time.GetElapsedTime(began);

        // The average is what is measured, shown and kept; the steps go on from the weights themselves.
        _average?.Swap();
        var validation = _validation is null ? null : Measure(_validation, epoch, cancellation);
        var test = Measure(_test, epoch, cancellation);
        var lastStep = (epoch * _stepsPerEpoch) - 1;
        var warmup = Warmup(lastStep);
        var rate = _schedule.At(lastStep, _reductions);
        var summary = new EpochSummary(epoch, meter.Mean(), test, _setting.Time.GetElapsedTime(began), Rate(meter.Images, trained))
        {
            Validation = validation,
            LearningRate = rate,
            KlWeight = _setting.Plan.Objective.Beta * warmup,
            StoppedBecause = Watch(epoch, validation, warmup),
            Health = Examine(warmup),
        };
        _epochs.Add(summary);
        _last.Save(epoch);
        _setting.Model.eval();
        _setting.Observer.OnEpoch(summary, _setting.Model);
        _average?.Swap();
        return summary;
    }

    private void Step(int epoch, LossMeter meter, long began, CancellationToken cancellation)
    {
        var rows = _order.NextEpoch();
        var unread = new List<(Tensor Row, long Images, long Step)>(StepsPerReport);
        for (var index = 0L; index < _stepsPerEpoch; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            var step = ((epoch - 1) * _stepsPerEpoch) + index;
            var start = (int)(index * _options.BatchSize);
            var reports = (index + 1) % StepsPerReport == 0 || index == _stepsPerEpoch - 1;
            using (var scope = NewDisposeScope())
            {
                var batch = _train.Take(rows.AsSpan(start, Math.Min(_options.BatchSize, rows.Length - start)));
                var row = _step.Run(batch, _schedule.At(step, _reductions), Warmup(step));
                unread.Add((scope.MoveToOuter(row), batch.X.shape[0], step + 1));
                // The CPU has computed them by now. A device is not waited for between reports.
                if (_onDevice is null || reports) Read(unread, meter, epoch);
                _average?.Update();
            }

            if (reports) _setting.Observer.OnProgress(Progress(epoch, step + 1, meter, _setting.Time.GetElapsedTime(began)));
        }
    }

    /// <summary>Adds up what steps were worth. One that was not finite left the weights as they were.</summary>
    private static void Read(List<(Tensor Row, long Images, long Step)> unread, LossMeter meter, int epoch)
    {
        var figures = StepFigures.Read([.. unread.Select(one => one.Row)]);
        for (var i = 0; i < figures.Length; i++)
        {
            var (row, images, step) = unread[i];
            row.Dispose();
            meter.Add(figures[i].Recon, figures[i].Kl, figures[i].Extra, images);
            if (figures[i].NonFinite() is { } bad) throw new NonFiniteLossException(bad.Name, bad.Value, epoch, step);
        }

        unread.Clear();
    }

    private Losses Measure(BatchSource images, int epoch, CancellationToken cancellation)
    {
        var losses = Evaluator.Evaluate(_setting.Model, images, _setting.Device, _setting.Plan.Objective, cancellation);
        // The last step's weights meet their first batch here.
        if (!double.IsFinite(losses.Recon)) throw new NonFiniteLossException("recon", losses.Recon, epoch, epoch * _stepsPerEpoch);
        if (!double.IsFinite(losses.Kl)) throw new NonFiniteLossException("kl", losses.Kl, epoch, epoch * _stepsPerEpoch);
        return double.IsFinite(losses.Loss) ? losses : throw new NonFiniteLossException("extra", losses.Loss, epoch, epoch * _stepsPerEpoch);
    }

    /// <summary>
    /// Looks at the validation loss of an epoch that ended with the KL at its full weight: before that the loss may well rise as the weight does, and
    /// says nothing.
    /// </summary>
    /// <returns>Why the run should end now, or null.</returns>
    private string? Watch(int epoch, Losses? validation, double warmup)
    {
        if (validation is null || warmup < 1) return null;
        if (validation.Loss < _leastValidation)
        {
            _leastValidation = validation.Loss;
            _best?.Save(epoch);
        }

        if (_plateau is not null && epoch > _options.WarmupEpochs && _plateau.Add(validation.Loss)) _reductions++;
        return _patience is not null && _patience.Add(validation.Loss) && epoch < _options.Epochs
            ? $"The validation loss has not improved for {_options.Patience} epochs."
            : null;
    }

    /// <summary>How the latent dimensions are used on held-out images.</summary>
    private LatentHealth Examine(double warmup) =>
        CollapseDoctor.Examine(_setting.Model, _test.Count, rows => _test.Take(rows), _setting.Plan.Objective, warmup);

    private double Warmup(long step) => _warmup.At(step, _stepsPerEpoch);

    private TrainingProgress Progress(int epoch, long done, LossMeter meter, TimeSpan elapsed)
    {
        var left = ((_options.Epochs - epoch + 1) * (long)_train.Count) - meter.Images;
        var rate = Rate(meter.Images, elapsed);
        var eta = TimeSpan.FromSeconds(rate > 0 ? left / rate : 0);
        return new TrainingProgress(epoch, _options.Epochs, done, _options.Epochs * _stepsPerEpoch, meter.Mean(), rate, eta)
        {
            ImagesSeen = meter.Images,
            ImagesPerEpoch = _train.Count,
            BatchLoss = meter.LastBatch,
        };
    }

    /// <summary>Images a second; 0 where the clock has not moved.</summary>
    private static double Rate(long images, TimeSpan elapsed) => elapsed > TimeSpan.Zero ? images / elapsed.TotalSeconds : 0;

    /// <summary>What a run works with.</summary>
    /// <param name="Plan">The recipe.</param>
    /// <param name="Model">The model, on the device.</param>
    /// <param name="Device">Where it trains.</param>
    /// <param name="Host">The run's generator on the CPU.</param>
    /// <param name="Time">The clock.</param>
    /// <param name="Observer">Hears of progress.</param>
    public sealed record Setting(TrainingPlan Plan, VaeModel Model, Device Device, Generator Host, TimeProvider Time, ITrainingObserver Observer);

    /// <summary>How a run ended.</summary>
    /// <param name="Epoch">The epoch whose weights the model has now; null when none ended well.</param>
    /// <param name="NonFinite">What stopped it, or null.</param>
    public sealed record Outcome(int? Epoch, NonFiniteLossException? NonFinite);
}
