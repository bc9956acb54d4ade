using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Objectives;
using static System.FormattableString;

namespace Vae.Core.Training;

/// <summary>What a plan may do and its submitter may not have meant.</summary>
internal static class PlanWarnings
{
    /// <summary>Below this an epoch moves the weights little, and a rate that suits more steps is slow.</summary>
    private const int FewSteps = 20;

    /// <summary>The batch size that the default learning rate suits.</summary>
    private const int UsualBatch = 128;

    private const int FewImages = 200;

    public static IReadOnlyList<PlanWarning> Of(TrainingPlan plan, DatasetProfile? data, long memory)
    {
        var found = new List<PlanWarning>();
        if (data is not null)
        {
            Pixels(plan, data, found);
            Images(data, found);
            Steps(plan, data, found);
            Memory(plan, data, memory, found);
        }

        Times(plan, data, found);
        Idle(plan, found);
        return found;
    }

    private static void Pixels(TrainingPlan plan, DatasetProfile data, List<PlanWarning> found)
    {
        var binarized = plan.Training.Binarization != BinarizationKind.None;
        var binary = data.Pixels == PixelKind.Binary;
        if (plan.Objective.Likelihood == LikelihoodKind.Bernoulli && !binary && !binarized)
        {
            found.Add(new PlanWarning(
                "objective.likelihood",
                "The pixels are not binary, so the binary cross-entropy is not a likelihood: it has a floor above 0 and compares with no result on binarised pixels. For a likelihood set training.binarization, or objective.likelihood auto."));
        }

        if (binary && binarized)
            found.Add(new PlanWarning("training.binarization", "The pixels are binary already; binarisation changes next to nothing."));

        var density = plan.Objective is { Likelihood: LikelihoodKind.Gaussian, Scale: ScaleKind.Learned or ScaleKind.Optimal };
        if (density && data.ConstantPixels > 0)
        {
            found.Add(new PlanWarning(
                "objective.scale",
                Invariant($"{data.ConstantPixels} of {data.Shape.Pixels} values are the same in every image. A density with a free sigma grows on them without bound, so the number says little. Use discretized-logistic, or a fixed sigma.")));
        }
    }

    private static void Images(DatasetProfile data, List<PlanWarning> found)
    {
        if (data.TrainCount < FewImages)
            found.Add(new PlanWarning("dataset", Invariant($"{data.TrainCount} training images are few: a model learns them by heart, and its results on other images will be poor.")));
        if (data.ConstantImages > 0)
            found.Add(new PlanWarning("dataset", Invariant($"{data.ConstantImages} of {data.TrainCount} training images are a single flat value. Check how they were made.")));
        if (data.HasLabels && data.ClassesSeen < data.Classes)
            found.Add(new PlanWarning("dataset", Invariant($"{data.Classes - data.ClassesSeen} of {data.Classes} classes have no training image.")));
    }

    private static void Steps(TrainingPlan plan, DatasetProfile data, List<PlanWarning> found)
    {
        var (images, batch) = (ValidationSplit.Left(data.TrainCount, plan.Training.ValidationShare), plan.Training.BatchSize);
        var steps = (images + batch - 1) / batch;
        if (steps >= FewSteps || batch <= UsualBatch) return;
        // Adam's noise falls with the square root of the batch, and its rate may rise with it (Malladi et al. 2022).
        var rate = Math.Min(1, 1e-3 * Math.Sqrt(batch / (double)UsualBatch));
        found.Add(new PlanWarning(
            "training.batchSize",
            Invariant($"Only {steps} steps an epoch. Use a smaller batch, or a learning rate that grows with its square root: about {rate:0.####} for {batch} where 0.001 suits {UsualBatch}.")));
    }

    private static void Times(TrainingPlan plan, DatasetProfile? data, List<PlanWarning> found)
    {
        var (training, objective) = (plan.Training, plan.Objective);
        var share = WarmupSchedule.For(objective).AtEnd(training.Epochs, ValidationSplit.StepsPerEpoch(training, data));
        if (share < 1)
        {
            found.Add(new PlanWarning(
                "objective.warmupEpochs",
                Invariant($"The run ends in the KL warm-up, with {100 * share:0.#} % of beta: its loss is not the whole bound. Use fewer warmupEpochs, or other training.epochs.")));
        }

        var warm = objective.Warmup == WarmupKind.None ? 0 : objective.WarmupEpochs;
        if (training.Patience > 0 && training.Patience + warm >= training.Epochs)
        {
            found.Add(new PlanWarning(
                "training.patience",
                Invariant($"Early stopping cannot act: {training.Patience} epochs after {warm} of KL warm-up are not before the end at {training.Epochs}.")));
        }

        if (training.Schedule is ScheduleKind.Step or ScheduleKind.Plateau && training.ScheduleEpochs >= training.Epochs)
        {
            found.Add(new PlanWarning(
                "training.scheduleEpochs",
                Invariant($"The {KebabNames.Of(training.Schedule)} schedule cannot act: {training.ScheduleEpochs} epochs are not before the end at {training.Epochs}.")));
        }
    }

    /// <summary>The estimate leaves out what the allocator keeps and what other processes hold.</summary>
    private static void Memory(TrainingPlan plan, DatasetProfile data, long memory, List<PlanWarning> found)
    {
        var need = PlanMemory.Of(plan, data.TrainCount, data.TestCount);
        if (need.Bytes <= memory / 2) return;
        found.Add(new PlanWarning(
            "training.batchSize",
            $"The run takes about {PlanChecks.Gibibytes(need.Bytes)} of memory, more than half of {PlanChecks.Gibibytes(memory)}. It may not fit; a smaller batch takes less."));
    }

    /// <summary>What is part of the recipe and changes nothing.</summary>
    private static void Idle(TrainingPlan plan, List<PlanWarning> found)
    {
        var objective = plan.Objective;
        if (plan.Model.Posterior != PosteriorKind.VonMisesFisher || objective.Bound != BoundKind.Elbo || !objective.SampleLatent) return;
        const string Cause = "The KL of a von-mises-fisher posterior is a constant, so that";
        if (objective.Beta != 1) found.Add(new PlanWarning("objective.beta", $"{Cause} beta trains nothing differently: it only shifts the loss."));
        if (objective.Warmup != WarmupKind.None) found.Add(new PlanWarning("objective.warmup", $"{Cause} a warm-up trains nothing differently: it only shifts the loss."));
    }
}
