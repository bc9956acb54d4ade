using TorchSharp;
using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Objectives;
using static System.FormattableString;

namespace Vae.Core.Training;

/// <summary>What contradicts itself though each value is legal. A fault is reported once, at the member that is easiest to change.</summary>
/// <param name="violations">Receives what is wrong; a field that is already there is wrong enough.</param>
internal sealed class PlanChecks(List<Violation> violations)
{
    /// <summary>Above what any one device has: 256 GiB. The limit where a device's own memory is not known.</summary>
    public const long MaxMemory = 256L << 30;

    private const string SemiSupervised = M2VaeOptions.ArchitectureName;

    /// <summary>Checks a whole recipe.</summary>
    /// <param name="plan">The recipe.</param>
    /// <param name="request">What it was made from.</param>
    /// <param name="data">The dataset; null where only its shape is known.</param>
    public void Check(TrainingPlan plan, PlanRequest request, DatasetProfile? data)
    {
        Times(plan.Training);
        Idle(plan, request);
        Validation(plan.Training);
        Warmup(plan, data);
        Average(plan);
        Arithmetic(plan.Training);
        Binarization(plan);
        Labels(plan);
        if (data is not null) Images(plan, data);
        Batches(plan, data);
    }

    /// <summary>Checks that a recipe fits. Only for one that is legal otherwise: its cost means nothing before.</summary>
    /// <param name="plan">The recipe.</param>
    /// <param name="data">The dataset.</param>
    /// <param name="limit">Bytes that the device has.</param>
    public void Memory(TrainingPlan plan, DatasetProfile data, long limit)
    {
        var need = PlanMemory.Of(plan, data.TrainCount, data.TestCount);
        if (need.Bytes <= limit) return;
        var largest = need.LargestBatch(limit);
        Add(
            "training.batchSize",
            Invariant($"A run would take about {Gibibytes(need.Bytes)} of memory, and there are {Gibibytes(limit)}. ") + (largest >= 1
                ? Invariant($"Use a batch of {largest} or less.")
                : "Not even a batch of 1 fits. Use a smaller model, smaller images, or training.data streamed."),
            Invariant($"{plan.Training.BatchSize}"));
    }

    /// <summary>Bytes for people, in GiB.</summary>
    public static string Gibibytes(long bytes) => Invariant($"{bytes / (double)(1L << 30):0.0##} GiB");

    private void Times(TrainingOptions training)
    {
        if (training.WarmupEpochs > 0 && training.WarmupEpochs >= training.Epochs)
        {
            Add(
                "training.warmupEpochs",
                Invariant($"The learning rate would still be rising when the run ends after {training.Epochs} epochs. Use fewer, or more training.epochs."),
                Invariant($"{training.WarmupEpochs}"));
        }

        if (training.Momentum > 0 && training.Optimizer != OptimizerKind.Sgd)
        {
            Add(
                "training.momentum",
                $"Only sgd has a momentum to choose; the optimizer is {KebabNames.Of(training.Optimizer)}. Leave it out, or choose sgd.",
                Invariant($"{training.Momentum}"));
        }
    }

    /// <summary>Options that were given and have no effect. A value that is the default's anyway, as in a recipe sent back, is let pass.</summary>
    private void Idle(TrainingPlan plan, PlanRequest request)
    {
        var (objective, schedule) = (plan.Objective, KebabNames.Of(plan.Training.Schedule));
        if (objective is not { Likelihood: LikelihoodKind.Gaussian, Scale: ScaleKind.Fixed } && request.Objective?.Sigma is { } sigma && sigma != new ObjectiveOptions().Sigma)
        {
            Add(
                "objective.sigma",
                $"Only a gaussian likelihood of fixed scale uses sigma; this one is {KebabNames.Of(objective.Likelihood)}, scale {KebabNames.Of(objective.Scale)}. Leave it out, or choose those.",
                Invariant($"{sigma}"));
        }

        if (plan.Training.Schedule is ScheduleKind.Step or ScheduleKind.Plateau) return;
        var absent = new TrainingOptions();
        if (request.Training?.ScheduleEpochs is { } epochs && epochs != absent.ScheduleEpochs)
            Add("training.scheduleEpochs", $"A {schedule} schedule has no steps. Leave it out, or set schedule to step or plateau.", Invariant($"{epochs}"));
        if (request.Training?.ScheduleFactor is { } factor && factor != absent.ScheduleFactor)
            Add("training.scheduleFactor", $"A {schedule} schedule has no steps. Leave it out, or set schedule to step or plateau.", Invariant($"{factor}"));
    }

    /// <summary>Epochs are compared only where they end with the KL at its full weight.</summary>
    private void Warmup(TrainingPlan plan, DatasetProfile? data)
    {
        var (training, objective) = (plan.Training, plan.Objective);
        var compares = training.Patience > 0 || training.Weights == WeightsKind.Best || training.Schedule == ScheduleKind.Plateau;
        if (!compares || objective.Warmup == WarmupKind.None) return;
        if (violations.Any(known => known.Field is "training.epochs" or "training.batchSize" or "objective.warmupEpochs")) return;

        var schedule = WarmupSchedule.For(objective);
        var steps = ValidationSplit.StepsPerEpoch(training, data);
        if (Enumerable.Range(1, training.Epochs).Any(epoch => schedule.AtEnd(epoch, steps) >= 1)) return;
        Add(
            "objective.warmupEpochs",
            Invariant($"Patience, best weights and the plateau schedule compare epochs that end with the KL at its full weight, and none of the run's {training.Epochs} does. Use fewer warmupEpochs, or more training.epochs."),
            Invariant($"{objective.WarmupEpochs}"));
    }

    /// <summary>Averaged weights would meet running moments of weights that are not averaged, and their KL may fall below the floor.</summary>
    private void Average(TrainingPlan plan)
    {
        if (!(plan.Training.EmaDecay > 0) || plan.Model.Posterior != PosteriorKind.BatchNorm) return;
        Add(
            "training.emaDecay",
            "A batch-norm posterior's running moments belong to the weights of the last steps, not to their average: averaged weights would lose the floor under the KL. Use 0, or another posterior.",
            Invariant($"{plan.Training.EmaDecay}"));
    }

    private void Validation(TrainingOptions training)
    {
        if (training.ValidationShare > 0) return;
        const string Remedy = "compares epochs by a validation loss, but no image is kept back for one. Set training.validationShare, such as 0.1.";
        if (training.Patience > 0) Add("training.patience", $"Early stopping {Remedy}", Invariant($"{training.Patience}"));
        if (training.Weights == WeightsKind.Best) Add("training.weights", $"The choice of the best weights {Remedy}", "best");
        if (training.Schedule == ScheduleKind.Plateau) Add("training.schedule", $"The plateau schedule {Remedy}", "plateau");
    }

    private void Arithmetic(TrainingOptions training)
    {
        if (training.Device == TrainingDevice.Cuda && !torch.cuda.is_available())
            Add("training.device", "This machine has no CUDA device that the service can use. Use cpu or auto.", training.Device);
        if (training.Precision == PrecisionKind.Mixed && (training.Device == TrainingDevice.Cpu || !torch.cuda.is_available()))
            Add("training.precision", "Mixed precision needs a CUDA device, and the run would be on the CPU. Use full.", "mixed");
    }

    private void Binarization(TrainingPlan plan)
    {
        if (plan.Training.Binarization == BinarizationKind.None) return;
        var word = KebabNames.Of(plan.Training.Binarization);
        if (plan.Input.Channels > 1)
        {
            Add("training.binarization", "Colours have no black and white: each channel would be drawn by itself. Use none, or a grey dataset.", word);
        }
        else if (plan.Objective.Likelihood != LikelihoodKind.Bernoulli)
        {
            Add(
                "training.binarization",
                $"Binarised pixels are 0 or 1, which a {KebabNames.Of(plan.Objective.Likelihood)} likelihood does not describe. Use objective.likelihood bernoulli, or binarization none.",
                word);
        }
    }

    private void Labels(TrainingPlan plan)
    {
        if (plan.Model.Architecture == SemiSupervised) return;
        var (objective, absent) = (plan.Objective, new ObjectiveOptions());
        if (objective.LabelledShare is > 0 and < 1) Refuse("labelledShare", "hides labels from itself", objective.LabelledShare);
        if (objective.ClassifierWeight != absent.ClassifierWeight) Refuse("classifierWeight", "has a classifier to weigh", objective.ClassifierWeight);

        void Refuse(string name, string what, double value) => Add(
            "objective." + name,
            $"Only a semi-supervised model {what}; this one is {plan.Model.Architecture}. Leave it out, or choose the preset {SemiSupervised}.",
            Invariant($"{value}"));
    }

    private void Images(TrainingPlan plan, DatasetProfile data)
    {
        var share = plan.Training.ValidationShare;
        if (share > 0 && (ValidationSplit.Count(data.TrainCount, share) is var held && (held < 1 || held >= data.TrainCount)))
        {
            Add(
                "training.validationShare",
                Invariant($"Of {data.TrainCount} training images it would keep back {held}; at least one must be kept back and at least one be left. Use another share, or more images."),
                Invariant($"{share}"));
        }
    }

    private void Batches(TrainingPlan plan, DatasetProfile? data)
    {
        ObjectiveRules.CheckBatch(plan.Objective, plan.Model, plan.Training.BatchSize, violations);
        if (plan.Model.InfersClasses && plan.Objective.LabelledShare < 1 && plan.Training.BatchSize < RowOrder.LeastBatch)
            Add("training.batchSize", "Each batch of a semi-supervised model holds labelled images and others. Use at least 2.", Invariant($"{plan.Training.BatchSize}"));
        if (plan.Model.Posterior != PosteriorKind.BatchNorm) return;
        var batch = plan.Training.BatchSize;
        if (batch <= 1)
        {
            Add("training.batchSize", "A batch-norm posterior takes its statistics from a batch, and one image has none. Use at least 2.", "1");
        }
        else if (data is not null && ValidationSplit.Left(data.TrainCount, plan.Training.ValidationShare) is var left && left % batch == 1)
        {
            Add(
                "training.batchSize",
                Invariant($"The last batch of an epoch would hold 1 of {left} images, and a batch-norm posterior needs 2. Use {batch + 1}, or another size."),
                Invariant($"{batch}"));
        }
    }

    private void Add(string field, string message, string actual)
    {
        if (violations.All(known => known.Field != field)) violations.Add(new Violation(field, message, actual));
    }
}
