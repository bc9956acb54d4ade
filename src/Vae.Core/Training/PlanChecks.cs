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
    private const string SemiSupervised = "m2";

    /// <summary>Checks a whole recipe.</summary>
    /// <param name="plan">The recipe.</param>
    /// <param name="data">The dataset; null where only its shape is known.</param>
    public void Check(TrainingPlan plan, DatasetProfile? data)
    {
        Times(plan.Training);
        Validation(plan.Training);
        Arithmetic(plan.Training);
        Binarization(plan);
        Labels(plan);
        if (data is not null) Images(plan, data);
        Batches(plan, data);
    }

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
        if (plan.Model.Architecture == SemiSupervised || plan.Objective.LabelledShare is not (> 0 and < 1)) return;
        Add(
            "objective.labelledShare",
            $"Only a semi-supervised model hides labels from itself; this one is {plan.Model.Architecture}. Leave it out, or choose the preset {SemiSupervised}.",
            Invariant($"{plan.Objective.LabelledShare}"));
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
        if (plan.Model.Posterior != PosteriorKind.BatchNorm) return;
        var batch = plan.Training.BatchSize;
        if (batch == 1)
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
