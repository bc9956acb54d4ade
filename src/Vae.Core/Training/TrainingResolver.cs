namespace Vae.Core.Training;

/// <summary>Puts a request's changes into a preset's optimisation and checks each value.</summary>
internal static class TrainingResolver
{
    private const int MaxEpochs = 1000;
    private const int MaxBatchSize = 8192;

    public static TrainingOptions Resolve(TrainingOptions preset, TrainingOptionsRequest? request, List<Violation> violations)
    {
        request ??= new TrainingOptionsRequest();
        var read = new OptionReader(violations);
        var run = new TrainingOptions
        {
            Epochs = read.Whole("training.epochs", request.Epochs, preset.Epochs, 1, MaxEpochs),
            BatchSize = read.Whole("training.batchSize", request.BatchSize, preset.BatchSize, 1, MaxBatchSize),
            LearningRate = read.Real("training.learningRate", request.LearningRate, preset.LearningRate, new Interval(0, 1, LeastIsOut: true)),
            Seed = request.Seed ?? preset.Seed,
            Data = read.Word("training.data", request.Data, preset.Data),
            Precision = read.Word("training.precision", request.Precision, preset.Precision),
            Binarization = read.Word("training.binarization", request.Binarization, preset.Binarization),
            ValidationShare = read.Real("training.validationShare", request.ValidationShare, preset.ValidationShare, new Interval(0, 0.5)),
        };
        if (run.Seed < 0) violations.Add(new Violation("training.seed", $"Must be 0 to {long.MaxValue}.", $"{run.Seed}"));
        return Optimiser(run, preset, request, read);
    }

    private static TrainingOptions Optimiser(TrainingOptions run, TrainingOptions preset, TrainingOptionsRequest request, OptionReader read) => run with
    {
        Optimizer = read.Word("training.optimizer", request.Optimizer, preset.Optimizer),
        WeightDecay = read.Real("training.weightDecay", request.WeightDecay, preset.WeightDecay, new Interval(0, 1)),
        Momentum = read.Real("training.momentum", request.Momentum, preset.Momentum, new Interval(0, 1, GreatestIsOut: true)),
        Schedule = read.Word("training.schedule", request.Schedule, preset.Schedule),
        WarmupEpochs = read.Whole("training.warmupEpochs", request.WarmupEpochs, preset.WarmupEpochs, 0, MaxEpochs - 1),
        ScheduleEpochs = read.Whole("training.scheduleEpochs", request.ScheduleEpochs, preset.ScheduleEpochs, 1, MaxEpochs),
        ScheduleFactor = read.Real(
            "training.scheduleFactor", request.ScheduleFactor, preset.ScheduleFactor, new Interval(0, 1, LeastIsOut: true, GreatestIsOut: true)),
        ClipNorm = read.Real("training.clipNorm", request.ClipNorm, preset.ClipNorm, new Interval(0, 1e6)),
        Patience = read.Whole("training.patience", request.Patience, preset.Patience, 0, MaxEpochs),
        EmaDecay = read.Real("training.emaDecay", request.EmaDecay, preset.EmaDecay, new Interval(0, 1, GreatestIsOut: true)),
        Weights = read.Word("training.weights", request.Weights, preset.Weights),
        Device = read.Name("training.device", request.Device, preset.Device, TrainingDevice.Names),
    };
}
