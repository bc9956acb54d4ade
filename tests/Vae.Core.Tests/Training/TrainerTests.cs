using Vae.Core.Checkpoints;
using Vae.Core.Data;
using Vae.Core.Evaluation;
using Vae.Core.Objectives;
using Vae.Core.Training;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Training;

public class TrainerTests : TensorTest
{
    [Fact]
    public void Run_GivesTheSameBits_WhenRunTwice()
    {
        byte[] Train(long seed)
        {
            var plan = Some.Plan(new TrainingOptions { Epochs = 3, BatchSize = 8, Seed = seed, Device = "cpu" });
            using var trained = Run(plan, Some.Dataset());
            return Checkpoint.Create(trained.Model, Some.Origin).Weights.ToArray();
        }

        var first = Train(7);

        Train(7).ShouldBe(first);
        Train(8).ShouldNotBe(first);
    }

    [Fact]
    public void Run_LowersTheHeldOutLoss_ToThatOfTheMeanImage()
    {
        // All images equal: the best decoder ignores z, and its cross-entropy is the entropy of the pixels.
        var image = Some.Images(1).Pixels.ToArray();
        var set = new ImageSet(Some.Shape, Enumerable.Repeat(image, 32).SelectMany(pixels => pixels).ToArray());
        var entropy = image.Select(value => value / 255.0).Where(p => p is > 0 and < 1).Sum(p => -(p * Math.Log(p)) - ((1 - p) * Math.Log(1 - p)));
        var plan = Some.Plan(new TrainingOptions { Epochs = 200, BatchSize = 32, LearningRate = 0.02, Device = "cpu" });

        using var trained = Run(plan, new Dataset("equal", set, set));

        trained.Test.Loss.ShouldBe(entropy, 0.1);
        trained.Test.Loss.ShouldBeGreaterThan(entropy);
        trained.Test.Kl.ShouldBeInRange(-1e-6, 0.1);
    }

    [Fact]
    public void Run_ReportsEveryTenStepsAndEachEpochsEnd()
    {
        var plan = Some.Plan(new TrainingOptions { Epochs = 2, BatchSize = 2, Device = "cpu" });
        var observer = new RecordingObserver();

        // 25 images in batches of 2 are 13 steps, the last of one image.
        using var trained = new Trainer(plan, new SteppingTime()).Run(Some.Dataset(train: 25), observer, TestContext.Current.CancellationToken);

        observer.Progress.Select(progress => (progress.Epoch, progress.Step)).ShouldBe([(1, 10), (1, 13), (2, 23), (2, 26)]);
        observer.Progress.ShouldAllBe(progress => progress.Epochs == 2 && progress.Steps == 26);
        observer.Epochs.ShouldBe(trained.Epochs);
        observer.Epochs.Select(epoch => epoch.Epoch).ShouldBe([1, 2]);
        trained.Train.ShouldBe(observer.Epochs[1].Train);
        trained.Test.ShouldBe(observer.Epochs[1].Test);
        trained.Device.ShouldBe("cpu");
    }

    [Fact]
    public void Run_MeasuresThroughputAndTimeLeft_ByItsClock()
    {
        var plan = Some.Plan(new TrainingOptions { Epochs = 2, BatchSize = 2, Device = "cpu" });
        var observer = new RecordingObserver();

        using var trained = new Trainer(plan, new SteppingTime()).Run(Some.Dataset(train: 25), observer, TestContext.Current.CancellationToken);

        // One second from the epoch's begin to the first look: 20 images in 1 s, 30 to go; 25 in 2 s, 25 to go; trained at the third look.
        observer.Progress[0].ImagesPerSecond.ShouldBe(20);
        observer.Progress[0].Eta.ShouldBe(TimeSpan.FromSeconds(1.5));
        observer.Progress[1].ImagesPerSecond.ShouldBe(12.5);
        observer.Progress[1].Eta.ShouldBe(TimeSpan.FromSeconds(2));
        observer.Progress[3].Eta.ShouldBe(TimeSpan.Zero);
        trained.Epochs[0].ImagesPerSecond.ShouldBe(25.0 / 3);
        trained.Epochs[0].Duration.ShouldBe(TimeSpan.FromSeconds(4));
    }

    [Fact]
    public void Run_WeighsTheKlByBeta()
    {
        using var trained = Run(Some.Plan(beta: 3), Some.Dataset());

        trained.Train.Loss.ShouldBe(trained.Train.Recon + (3 * trained.Train.Kl), 1e-9);
        trained.Test.Loss.ShouldBe(trained.Test.Recon + (3 * trained.Test.Kl), 1e-9);
    }

    [Fact]
    public void Run_EvaluatesTheEpochsLastWeights()
    {
        using var scope = NewDisposeScope();
        var data = Some.Dataset();

        using var trained = Run(Some.Plan(), data);

        var again = Evaluator.Evaluate(trained.Model, data.Test.ToTensor(), new ObjectiveOptions(), TestContext.Current.CancellationToken);
        trained.Test.ShouldBe(again);
        trained.Model.training.ShouldBeFalse();
    }

    [Fact]
    public void Run_ShowsTheModelInEvaluationMode_AndGoesOnTraining()
    {
        var modes = new List<bool>();
        var observer = new RecordingObserver { WhenEpoch = model => modes.Add(model.training) };

        var plan = Some.Plan(new TrainingOptions { Epochs = 10, BatchSize = 4, LearningRate = 0.02, Device = "cpu" });

        using var trained = new Trainer(plan, TimeProvider.System).Run(Some.Dataset(), observer, TestContext.Current.CancellationToken);

        modes.ShouldBe(Enumerable.Repeat(false, 10));
        trained.Epochs[9].Train.Loss.ShouldBeLessThan(trained.Epochs[0].Train.Loss);
    }

    [Fact]
    public void Run_Stops_WhenCancelledBetweenSteps()
    {
        using var source = new CancellationTokenSource();
        var plan = Some.Plan(new TrainingOptions { Epochs = 1000, BatchSize = 2, Device = "cpu" });
        var observer = new RecordingObserver { WhenProgress = _ => source.Cancel() };

        Should.Throw<OperationCanceledException>(() => new Trainer(plan, TimeProvider.System).Run(Some.Dataset(), observer, source.Token));

        observer.Progress.ShouldHaveSingleItem().Step.ShouldBe(10);
    }

    [Fact]
    public void Run_NamesTermEpochAndStep_WhenALossIsNotFinite()
    {
        // A step of 1 a parameter drives log σ² past 88 within a few steps, and its exponential to infinity.
        var plan = Some.Plan(new TrainingOptions { Epochs = 500, BatchSize = 20, LearningRate = 1, Device = "cpu" }, beta: 1000) with
        {
            Model = new Vae.Core.Models.MlpVaeOptions { LatentDim = 2, HiddenDims = [400] },
        };
        var observer = new RecordingObserver();

        var stop = Should.Throw<NonFiniteLossException>(() => new Trainer(plan, TimeProvider.System).Run(Some.Dataset(), observer, default));

        // One step an epoch: whatever was reported before was finite.
        stop.Step.ShouldBe(stop.Epoch);
        new[] { "kl", "recon", "gradient" }.ShouldContain(stop.Term);
        stop.Message.ShouldContain(stop.Term);
        stop.LastGood?.Dispose();
        observer.Progress.ShouldAllBe(progress => double.IsFinite(progress.Train.Loss));
    }

    [Fact]
    public void Run_LeavesNothing_WhenTheObserverThrows()
    {
        var observer = new RecordingObserver { WhenEpoch = _ => throw new TimeoutException("enough") };

        Should.Throw<TimeoutException>(() => new Trainer(Some.Plan(), TimeProvider.System).Run(Some.Dataset(), observer, default));
    }

    [Fact]
    public void Run_Throws_WhenTheImagesHaveAnotherShape()
    {
        var plan = Some.Plan() with { Input = new ImageShape(1, 4, 8) };

        Should.Throw<ArgumentException>(() => Run(plan, Some.Dataset())).Message.ShouldContain("1x4x4; the plan is for 1x4x8");
    }

    private static TrainedModel Run(TrainingPlan plan, Dataset data) =>
        new Trainer(plan, TimeProvider.System).Run(data, new RecordingObserver(), TestContext.Current.CancellationToken);
}
