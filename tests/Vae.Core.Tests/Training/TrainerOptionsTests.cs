using Vae.Core.Checkpoints;
using Vae.Core.Evaluation;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;

namespace Vae.Core.Tests.Training;

public class TrainerOptionsTests : TensorTest
{
    public static TheoryData<string> Everything => [.. Recipes.Keys];

    private static TrainingOptions Base { get; } = new() { Epochs = 3, BatchSize = 8, Seed = 7, Device = "cpu", LearningRate = 0.01 };

    private static Dictionary<string, TrainingOptions> Recipes { get; } = new()
    {
        ["adam-w"] = Base with { Optimizer = OptimizerKind.AdamW, WeightDecay = 0.1, Schedule = ScheduleKind.Cosine, WarmupEpochs = 1 },
        ["sgd"] = Base with { Optimizer = OptimizerKind.Sgd, Momentum = 0.9, ClipNorm = 1, Schedule = ScheduleKind.Step, ScheduleEpochs = 1 },
        ["all"] = Base with
        {
            ClipNorm = 5,
            EmaDecay = 0.9,
            Weights = WeightsKind.Best,
            ValidationShare = 0.3,
            Patience = 50,
            Schedule = ScheduleKind.Plateau,
            ScheduleEpochs = 1,
            Binarization = BinarizationKind.Dynamic,
        },
        ["static"] = Base with { Binarization = BinarizationKind.Static },
    };

    [Theory]
    [MemberData(nameof(Everything))]
    public void Run_GivesTheSameBits_WhenRunTwiceOrStreamed(string name)
    {
        var options = Recipes[name];
        var first = Weights(options);

        Weights(options).ShouldBe(first);
        Weights(options with { Data = DataPlacement.Streamed }).ShouldBe(first);
        Weights(options with { Seed = 8 }).ShouldNotBe(first);
    }

    [Fact]
    public void Run_TellsRateAndKlWeightOfEachEpoch()
    {
        var options = Base with { LearningRate = 0.5, Epochs = 4, Schedule = ScheduleKind.Step, ScheduleEpochs = 2, ScheduleFactor = 0.1 };
        var plan = Some.Plan(options) with { Objective = new ObjectiveOptions { Beta = 4, Warmup = WarmupKind.Linear, WarmupEpochs = 2 } };

        using var trained = Run(plan with { Training = options with { LearningRate = 0.01 } });

        trained.Epochs.Select(epoch => Math.Round(epoch.LearningRate!.Value, 12)).ShouldBe([0.01, 0.01, 0.001, 0.001]);
        // 20 images in batches of 8 are 3 steps; the share at the last step of an epoch is (3e − 1) ÷ 6, at most 1.
        trained.Epochs.Select(epoch => Math.Round(epoch.KlWeight!.Value, 6)).ShouldBe([1.333333, 3.333333, 4, 4]);
        trained.Epochs.ShouldAllBe(epoch => epoch.Validation == null && epoch.StoppedBecause == null);
    }

    [Fact]
    public void Run_MovesTheWeightsByTheClippedGradient()
    {
        // One step of plain descent on one batch: its length is the rate times the norm of the gradient, which is at most the limit times the images.
        double Length(double clip)
        {
            var options = new TrainingOptions { Epochs = 1, BatchSize = 20, Optimizer = OptimizerKind.Sgd, LearningRate = 1e-4, ClipNorm = clip, Device = "cpu" };
            using var untrained = Run(Some.Plan(options with { LearningRate = 1e-30 }));
            using var trained = Run(Some.Plan(options));
            var moves = untrained.Model.parameters().Zip(trained.Model.parameters(), (a, b) => TensorMemory.ToArray(a).Zip(TensorMemory.ToArray(b), (x, y) => (double)x - y));
            return Math.Sqrt(moves.SelectMany(move => move).Sum(move => move * move));
        }

        // Float32 weights of about 0.3 round each move of 1e-4 by up to 2e-8.
        Length(clip: 0.05).ShouldBe(1e-4 * 0.05 * 20, 2e-6);
        Length(clip: 1e6).ShouldBe(Length(clip: 0), 1e-12);
        Length(clip: 0).ShouldBeGreaterThan(2e-4);
    }

    [Fact]
    public void Run_StopsWhenPatienceEnds_ButNotBeforeTheKlHasItsFullWeight()
    {
        // A vanishing rate: no epoch is better than the one before by more than noise that is the same in each.
        var options = Base with { Epochs = 30, LearningRate = 1e-30, ValidationShare = 0.5, Patience = 2 };
        using var plain = Run(Some.Plan(options));
        using var warmed = Run(Some.Plan(options) with { Objective = new ObjectiveOptions { Warmup = WarmupKind.Linear, WarmupEpochs = 10 } });

        // The first epoch that counts is the best; two more are not better.
        plain.Epochs.Count.ShouldBe(3);
        warmed.Epochs.Count.ShouldBe(13);
        warmed.Epochs[^1].StoppedBecause.ShouldBe("The validation loss has not improved for 2 epochs.");
        warmed.Epochs.Take(12).ShouldAllBe(epoch => epoch.StoppedBecause == null);
    }

    [Fact]
    public void Run_PublishesTheBestEpoch_WhenAskedTo()
    {
        // A rate that overshoots: later epochs are worse than the best.
        var options = Base with { Epochs = 12, LearningRate = 0.3, ValidationShare = 0.5, Weights = WeightsKind.Best };

        using var trained = Run(Some.Plan(options));

        var best = trained.Epochs.MinBy(epoch => epoch.Validation!.Loss)!;
        trained.Epoch.ShouldBe(best.Epoch);
        trained.Epoch.ShouldBeLessThan(12, "the test needs a run whose last epoch is not its best");
        trained.Test.ShouldBe(best.Test);
        Held(trained, options).ShouldBe(best.Test);
    }

    [Fact]
    public void Run_LowersTheRate_WhenTheValidationLossStands()
    {
        var options = Base with
        {
            Epochs = 4,
            LearningRate = 1e-30,
            ValidationShare = 0.5,
            Schedule = ScheduleKind.Plateau,
            ScheduleEpochs = 1,
            ScheduleFactor = 0.5,
        };

        using var trained = Run(Some.Plan(options));

        trained.Epochs.Select(epoch => epoch.LearningRate!.Value / 1e-30).ShouldBe([1, 1, 0.5, 0.25], 1e-9);
    }

    [Fact]
    public void Run_MeasuresAndPublishesTheAverage_WhenOneIsKept()
    {
        var options = Base with { EmaDecay = 0.9 };

        using var trained = Run(Some.Plan(options));

        Held(trained, options).ShouldBe(trained.Test);
        using var plain = Run(Some.Plan(Base));
        // The steps go on from the weights themselves, so that what is measured while they move is the same.
        trained.Train.ShouldBe(plain.Train);
        trained.Test.ShouldNotBe(plain.Test);
    }

    [Fact]
    public void Run_KeepsTheLastGoodWeights_WhenALossIsNotFinite()
    {
        // The weights are spoilt at the end of the second epoch, after it was measured: the third begins with step 7.
        var epochs = 0;
        var observer = new RecordingObserver { WhenEpoch = model => Spoil(model, ++epochs == 2) };

        var stop = Should.Throw<NonFiniteLossException>(
            () => new Trainer(Some.Plan(Base with { Epochs = 5 }), TimeProvider.System).Run(Some.Dataset(), observer, default));

        using var kept = stop.LastGood.ShouldNotBeNull();
        (stop.Term, stop.Epoch, stop.Step).ShouldBe(("recon", 3, 7L));
        (kept.Epoch, kept.Epochs.Count).ShouldBe((2, 2));
        kept.Test.ShouldBe(observer.Epochs[^1].Test);
        stop.Message.ShouldContain($"The weights of epoch {kept.Epoch} are the last good ones.");
        // A checkpoint refuses weights that are not finite.
        using var loaded = Checkpoint.Load(Checkpoint.Create(kept.Model, Some.Origin), expectedId: null);
        loaded.Manifest.Parameters.ShouldBe(kept.Model.ParameterCount);
    }

    [Fact]
    public void Run_KeepsNothing_WhenTheFirstEpochIsNotFinite()
    {
        var plan = Some.Plan(new TrainingOptions { Epochs = 5, BatchSize = 4, LearningRate = 1e30, Device = "cpu" });

        var stop = Should.Throw<NonFiniteLossException>(() => Run(plan));

        stop.LastGood.ShouldBeNull();
        (stop.Epoch, stop.Step).ShouldBe((1, 2L));
        stop.Message.ShouldContain("no weights are kept");
    }

    private static void Spoil(VaeModel model, bool now)
    {
        if (!now) return;
        using var frozen = TorchSharp.torch.no_grad();
        model.parameters().First().mul_(float.NaN);
    }

    private static Losses Held(TrainedModel trained, TrainingOptions options)
    {
        using var images = DataSplit.HeldOut(Some.Dataset(), options).ToTensor();
        return Evaluator.Evaluate(trained.Model, images, new ObjectiveOptions(), TestContext.Current.CancellationToken);
    }

    private static byte[] Weights(TrainingOptions options)
    {
        using var trained = Run(Some.Plan(options));
        return Checkpoint.Create(trained.Model, Some.Origin).Weights.ToArray();
    }

    private static TrainedModel Run(TrainingPlan plan) =>
        new Trainer(plan, TimeProvider.System).Run(Some.Dataset(), new RecordingObserver(), TestContext.Current.CancellationToken);
}
