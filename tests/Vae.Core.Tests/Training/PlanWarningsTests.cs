using Vae.Core.Data;
using Vae.Core.Training;

namespace Vae.Core.Tests.Training;

public class PlanWarningsTests
{
    private static readonly DatasetProfile Mnist = new()
    {
        Shape = new ImageShape(1, 28, 28),
        TrainCount = 60_000,
        TestCount = 10_000,
        HasLabels = true,
        Classes = 10,
        ClassesSeen = 10,
        Least = 0,
        Greatest = 1,
        Mean = 0.13,
        BinaryShare = 0.82,
        ConstantPixels = 67,
        ConstantImages = 0,
    };

    public static TheoryData<string[], PlanRequest> Rows { get; } = new()
    {
        { ["objective.likelihood"], new() },
        { [], new() { Training = new() { Binarization = "dynamic" } } },
        { [], new() { Objective = new() { Likelihood = "auto" } } },
        { ["objective.likelihood", "training.batchSize"], new() { Preset = "mlp-wide-batch" } },
        { ["objective.scale"], new() { Objective = new() { Likelihood = "gaussian", Scale = "optimal" } } },
        { [], new() { Objective = new() { Likelihood = "gaussian", Sigma = 0.5 } } },
        { ["objective.warmupEpochs"], new() { Objective = new() { Likelihood = "auto", Warmup = "linear", WarmupEpochs = 10 } } },
        { ["objective.warmupEpochs"], new() { Objective = new() { Likelihood = "auto", Warmup = "cyclical", WarmupEpochs = 7 } } },
        { [], new() { Objective = new() { Likelihood = "auto", Warmup = "cyclical", WarmupEpochs = 6 } } },
        { [], new() { Objective = new() { Likelihood = "auto", Warmup = "linear", WarmupEpochs = 9 } } },
        { [], new() { Preset = "vmf-vae", Objective = new() { Likelihood = "auto" } } },
        { ["objective.beta"], new() { Preset = "vmf-vae", Objective = new() { Likelihood = "auto", Beta = 2 } } },
        { ["objective.warmup"], new() { Preset = "vmf-vae", Objective = new() { Likelihood = "auto", Warmup = "linear", WarmupEpochs = 2 } } },
        { ["training.patience"], new() { Objective = new() { Likelihood = "auto", Warmup = "linear", WarmupEpochs = 5 }, Training = new() { Patience = 5, ValidationShare = 0.1 } } },
        { ["training.scheduleEpochs"], new() { Objective = new() { Likelihood = "auto" }, Training = new() { Schedule = "step", ScheduleEpochs = 10 } } },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Resolve_Warns(string[] fields, PlanRequest request) => Fields(request, Mnist).ShouldBe(fields);

    [Fact]
    public void Resolve_SaysThatGreyCrossEntropyIsNoLikelihood() =>
        PlanResolver.Resolve(new(), Mnist).Plan.ShouldNotBeNull().Warnings.ShouldHaveSingleItem().Message.ShouldContain("not a likelihood");

    [Fact]
    public void Resolve_SuggestsARate_WhereStepsAreFew() =>
        // 0.001 · sqrt(8192/128) = 0.008
        PlanResolver.Resolve(new() { Preset = "mlp-wide-batch" }, Mnist).Plan.ShouldNotBeNull().Warnings[1].Message
            .ShouldBe("Only 8 steps an epoch. Use a smaller batch, or a learning rate that grows with its square root: about 0.008 for 8192 where 0.001 suits 128.");

    [Fact]
    public void Resolve_SaysHowMuchOfBetaTheRunEndsWith() =>
        // The ninth epoch is the first of a second cycle: 2 · (469 − 1) / (8 · 469).
        PlanResolver.Resolve(new() { Objective = new() { Likelihood = "auto", Warmup = "cyclical", WarmupEpochs = 8 }, Training = new() { Epochs = 9 } }, Mnist)
            .Plan.ShouldNotBeNull().Warnings.ShouldHaveSingleItem().Message.ShouldContain("with 24.9 % of beta");

    [Fact]
    public void Resolve_WarnsOfPoorData()
    {
        var poor = Mnist with { TrainCount = 50, ConstantImages = 2, ClassesSeen = 8, BinaryShare = 1 };
        Fields(new() { Training = new() { Binarization = "static" } }, poor).ShouldBe(["training.binarization", "dataset", "dataset", "dataset"]);
    }

    private static string[] Fields(PlanRequest request, DatasetProfile data) =>
        [.. PlanResolver.Resolve(request, data).Plan.ShouldNotBeNull().Warnings.Select(warning => warning.Field)];
}
