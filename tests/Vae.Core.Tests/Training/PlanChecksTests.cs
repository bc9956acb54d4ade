using Vae.Core.Data;
using Vae.Core.Objectives;
using Vae.Core.Training;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Training;

public class PlanChecksTests
{
    private static readonly DatasetProfile Grey = new()
    {
        Shape = new ImageShape(1, 28, 28),
        TrainCount = 1000,
        TestCount = 100,
        HasLabels = true,
        Classes = 10,
        ClassesSeen = 10,
        Least = 0,
        Greatest = 1,
        Mean = 0.1,
        BinaryShare = 0.8,
        ConstantPixels = 0,
        ConstantImages = 0,
    };

    private static readonly DatasetProfile Colour = Grey with { Shape = new ImageShape(3, 32, 32) };

    public static TheoryData<string, PlanRequest> Contradictions { get; } = new()
    {
        { "objective.warmupEpochs", new() { Objective = new() { Warmup = "linear", WarmupEpochs = 11 } } },
        { "training.warmupEpochs", new() { Training = new() { WarmupEpochs = 10 } } },
        { "training.momentum", new() { Training = new() { Momentum = 0.9 } } },
        { "training.patience", new() { Training = new() { Patience = 3 } } },
        { "training.weights", new() { Training = new() { Weights = "best" } } },
        { "training.schedule", new() { Training = new() { Schedule = "plateau" } } },
        { "training.precision", new() { Training = new() { Precision = "mixed", Device = "cpu" } } },
        { "training.binarization", new() { Objective = new() { Likelihood = "gaussian" }, Training = new() { Binarization = "static" } } },
        { "training.binarization", new() { Preset = "iwae", Objective = new() { Likelihood = "continuous-bernoulli" } } },
        { "training.validationShare", new() { Training = new() { ValidationShare = 0.0001 } } },
        { "training.batchSize", new() { Model = new() { Posterior = "batch-norm" }, Training = new() { BatchSize = 1 } } },
        { "training.batchSize", new() { Model = new() { Posterior = "batch-norm" }, Training = new() { BatchSize = 111 } } },
        { "training.batchSize", new() { Objective = new() { Mmd = 1 }, Training = new() { BatchSize = 1 } } },
        { "model.range", new() { Model = new() { Output = "tanh", Range = "unit" }, Objective = new() { Likelihood = "gaussian" } } },
        { "objective.likelihood", new() { Model = new() { Output = "tanh" } } },
        { "objective.samples", new() { Objective = new() { Bound = "importance-weighted" } } },
        { "objective.beta", new() { Objective = new() { SampleLatent = false } } },
        { "objective.scale", new() { Objective = new() { Scale = "learned" } } },
        { "objective.likelihood", new() { Model = new() { LearnedScale = false }, Objective = new() { Likelihood = "discretized-logistic" } } },
        { "objective.labelledShare", new() { Objective = new() { LabelledShare = 0.5 } } },
        { "objective.classifierWeight", new() { Objective = new() { ClassifierWeight = 1 } } },
        { "training.batchSize", new() { Preset = "m2", Training = new() { BatchSize = 1 } } },
        { "objective.sigma", new() { Objective = new() { Sigma = 0.5 } } },
        { "objective.sigma", new() { Objective = new() { Likelihood = "gaussian", Scale = "learned", Sigma = 0.5 } } },
        { "training.scheduleEpochs", new() { Training = new() { ScheduleEpochs = 5 } } },
        { "training.scheduleFactor", new() { Training = new() { Schedule = "cosine", ScheduleFactor = 0.5 } } },
        { "training.emaDecay", new() { Preset = "bn-vae", Training = new() { EmaDecay = 0.99 } } },
        { "training.batchSize", new() { Preset = "bn-vae", Training = new() { BatchSize = 0 } } },
        { "objective.warmupEpochs", new() { Objective = new() { Warmup = "linear", WarmupEpochs = 10 }, Training = new() { Weights = "best", ValidationShare = 0.1 } } },
        { "objective.warmupEpochs", new() { Objective = new() { Warmup = "linear", WarmupEpochs = 10 }, Training = new() { Patience = 2, ValidationShare = 0.1 } } },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Resolve_RefusesWhatContradictsItself(string field, PlanRequest request)
    {
        var violations = PlanResolver.Resolve(request, Grey).Violations;

        violations.Select(violation => violation.Field).Distinct().ShouldBe([field]);
        violations[0].Message.ShouldEndWith(".");
    }

    [Fact]
    public void Resolve_LetsDefaultsPassThatHaveNoEffect() =>
        Fields(new() { Objective = new() { Sigma = new ObjectiveOptions().Sigma }, Training = new() { ScheduleEpochs = 10, ScheduleFactor = 0.1 } }, Grey).ShouldBeEmpty();

    [Fact]
    public void Resolve_NamesTheLargestBatchThatFits_WhenTheMachineIsTooSmall()
    {
        var request = new PlanRequest { Training = new() { Device = "cpu", BatchSize = 500 } };
        var plan = PlanResolver.Resolve(request, Grey).Plan.ShouldNotBeNull();
        var need = PlanMemory.Of(plan, 1000, 100);

        // One byte short of 301 images.
        var violation = PlanResolver.Resolve(request, Grey, need.Fixed + (301 * need.PerImage) - 1).Violations.ShouldHaveSingleItem();
        violation.Field.ShouldBe("training.batchSize");
        violation.Message.ShouldContain("Use a batch of 300 or less.");

        PlanResolver.Resolve(request, Grey, need.Fixed).Violations.ShouldHaveSingleItem().Message.ShouldContain("Not even a batch of 1 fits");
        Warns(need.Bytes).ShouldBe(true);
        Warns((2 * need.Bytes) + 1).ShouldBe(false);

        bool Warns(long memory) => PlanResolver.Resolve(request, Grey, memory).Plan.ShouldNotBeNull().Warnings.Any(warning => warning.Message.Contains("of memory", StringComparison.Ordinal));
    }

    [Fact]
    public void Resolve_RefusesWhatNoDeviceHas_WhenTheMemoryIsUnknown()
    {
        // 128 images of 256 x 256 pixels take 39 GB of activations, 8192 2.5 TB.
        var large = Colour with { Shape = new ImageShape(3, 256, 256), TrainCount = 20_000 };

        Fields(new() { Preset = "resnet" }, large).ShouldBeEmpty();
        Fields(new() { Preset = "resnet", Training = new() { BatchSize = 8192 } }, large).ShouldBe(["training.batchSize"]);
    }

    [Fact]
    public void Resolve_RefusesBinarisedColours() =>
        Fields(new() { Preset = "iwae" }, Colour).ShouldBe(["training.binarization"]);

    [Fact]
    public void Resolve_ReportsAllContradictionsTogether()
    {
        var request = new PlanRequest
        {
            Model = new() { LatentDim = 0, Blocks = 3, Conditional = true },
            Objective = new() { Warmup = "linear", WarmupEpochs = 50, Samples = 0 },
            Training = new() { Patience = 5, Weights = "best", Momentum = 0.5, Precision = "mixed", Device = "cpu" },
        };

        Fields(request, Grey with { HasLabels = false, Classes = 0 }).Order(StringComparer.Ordinal).ShouldBe(
        [
            "model.blocks", "model.conditional", "model.latentDim", "objective.samples", "objective.warmupEpochs", "training.momentum",
            "training.patience", "training.precision", "training.weights",
        ]);
    }

    [Fact]
    public void Resolve_TakesTheClassesOfTheDataset_WhereTheModelIsConditional()
    {
        var request = new PlanRequest { Model = new() { Conditional = true } };

        PlanResolver.Resolve(request, Grey).Plan.ShouldNotBeNull().Model.Classes.ShouldBe(10);
        Fields(request, Grey with { HasLabels = false, Classes = 0 }).ShouldBe(["model.conditional"]);
        Fields(request, Grey with { Classes = 1 }).ShouldBe(["model.conditional"]);
    }

    [Theory]
    [InlineData(1000, 1000, 0)]
    [InlineData(1, 0, 784)]
    [InlineData(50, 0, 784)]
    public void Resolve_RefusesImagesThatTeachNothing(int images, int flat, int constantPixels) =>
        Fields(new(), Grey with { TrainCount = images, ConstantImages = flat, ConstantPixels = constantPixels }).ShouldBe(["dataset"]);

    [Theory]
    [InlineData(1.0, "mlp", LikelihoodKind.Bernoulli)]
    [InlineData(0.8, "mlp", LikelihoodKind.DiscretizedLogistic)]
    [InlineData(0.8, "iwae", LikelihoodKind.Bernoulli)]
    [InlineData(1.0, "mlp-tanh", LikelihoodKind.DiscretizedLogistic)]
    public void Resolve_LetsThePixelsChoose_WhereAskedTo(double binaryShare, string preset, LikelihoodKind expected)
    {
        var resolution = PlanResolver.Resolve(new() { Preset = preset, Objective = new() { Likelihood = "auto" } }, Grey with { BinaryShare = binaryShare });

        resolution.Violations.ShouldBeEmpty();
        resolution.Plan.ShouldNotBeNull().Objective.Likelihood.ShouldBe(expected);
        resolution.Plan.Model.LearnedScale.ShouldBe(expected == LikelihoodKind.DiscretizedLogistic);
    }

    [Fact]
    public void Resolve_TakesCuda_ExactlyWhereThereIsOne() =>
        Fields(new() { Training = new() { Device = "cuda" } }, Grey).Count.ShouldBe(cuda.is_available() ? 0 : 1);

    private static List<string> Fields(PlanRequest request, DatasetProfile data) =>
        [.. PlanResolver.Resolve(request, data).Violations.Select(violation => violation.Field)];
}
