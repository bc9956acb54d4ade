using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Training;

public class PlanResolverTests
{
    private static readonly ImageShape Mnist = new(1, 28, 28);

    [Theory]
    [InlineData(null)]
    [InlineData("mlp")]
    [InlineData("mlp-deep")]
    [InlineData("conv")]
    [InlineData("mlp-tanh")]
    [InlineData("mlp-wide-batch")]
    [InlineData("autoencoder")]
    [InlineData("iwae")]
    [InlineData("bn-vae")]
    [InlineData("vmf-vae")]
    [InlineData("cluster-vae")]
    public void Resolve_FillsInThePreset(string? name)
    {
        var preset = Presets.All.Single(preset => preset.Name == (name ?? "mlp"));

        var resolution = PlanResolver.Resolve(new PlanRequest { Preset = name }, Mnist);

        resolution.Violations.ShouldBeEmpty();
        resolution.PresetName.ShouldBe(preset.Name);
        resolution.Plan.ShouldBe(new TrainingPlan(Mnist, preset.Model, preset.Objective, preset.Training));
    }

    [Fact]
    public void Resolve_TakesEveryChange_OfTheOptimisation()
    {
        var resolution = PlanResolver.Resolve(
            new PlanRequest
            {
                Model = new ModelRequest { LatentDim = 512, HiddenDims = [1, 8192], Activation = "silu" },
                Objective = new ObjectiveRequest { Beta = 1000 },
                Training = new TrainingOptionsRequest
                {
                    Epochs = 1000,
                    BatchSize = 8192,
                    LearningRate = 1,
                    Seed = long.MaxValue,
                    Device = "cpu",
                    Optimizer = "sgd",
                    WeightDecay = 1,
                    Momentum = 0.9,
                    Schedule = "plateau",
                    WarmupEpochs = 999,
                    ScheduleEpochs = 5,
                    ScheduleFactor = 0.5,
                    ClipNorm = 1e6,
                    Patience = 7,
                    EmaDecay = 0.999,
                    Weights = "best",
                    Binarization = "static",
                    ValidationShare = 0.5,
                    Data = "streamed",
                    Precision = "full",
                },
            },
            Mnist);

        resolution.Violations.ShouldBeEmpty();
        resolution.Plan.ShouldNotBeNull().Model.ShouldBe(new MlpVaeOptions { LatentDim = 512, HiddenDims = [1, 8192], Activation = HiddenActivation.Silu });
        resolution.Plan.Objective.ShouldBe(new ObjectiveOptions { Beta = 1000 });
        resolution.Plan.Training.ShouldBe(new TrainingOptions
        {
            Epochs = 1000,
            BatchSize = 8192,
            LearningRate = 1,
            Seed = long.MaxValue,
            Device = "cpu",
            Optimizer = OptimizerKind.Sgd,
            WeightDecay = 1,
            Momentum = 0.9,
            Schedule = ScheduleKind.Plateau,
            WarmupEpochs = 999,
            ScheduleEpochs = 5,
            ScheduleFactor = 0.5,
            ClipNorm = 1e6,
            Patience = 7,
            EmaDecay = 0.999,
            Weights = WeightsKind.Best,
            Binarization = BinarizationKind.Static,
            ValidationShare = 0.5,
            Data = DataPlacement.Streamed,
            Precision = PrecisionKind.Full,
        });
    }

    [Fact]
    public void Resolve_TakesEveryChange_OfTheObjective()
    {
        var resolution = PlanResolver.Resolve(
            new PlanRequest
            {
                Objective = new ObjectiveRequest
                {
                    Likelihood = "gaussian",
                    Scale = "learned",
                    Beta = 2,
                    Divergence = "analytic",
                    SampleLatent = true,
                    Samples = 2,
                    Bound = "elbo",
                    FreeBits = 0.1,
                    Warmup = "cyclical",
                    WarmupEpochs = 4,
                    TotalCorrelation = 3,
                    Mmd = 5,
                },
            },
            Mnist);

        resolution.Violations.ShouldBeEmpty();
        resolution.Plan.ShouldNotBeNull().Objective.ShouldBe(new ObjectiveOptions
        {
            Likelihood = LikelihoodKind.Gaussian,
            Scale = ScaleKind.Learned,
            Beta = 2,
            Samples = 2,
            FreeBits = 0.1,
            Warmup = WarmupKind.Cyclical,
            WarmupEpochs = 4,
            TotalCorrelation = 3,
            Mmd = 5,
        });
        resolution.Plan.Model.LearnedScale.ShouldBeTrue("the objective trains a scale");
    }

    public static TheoryData<ModelRequest, VaeOptions> Models { get; } = new()
    {
        { new() { Architecture = "mlp", Output = "linear" }, new MlpVaeOptions { LatentDim = 64, HiddenDims = [400], Output = OutputActivation.Linear } },
        { new() { Architecture = "leaky-mlp" }, new LeakyMlpVaeOptions { LatentDim = 64, HiddenDims = [400, 128] } },
        { new() { Architecture = "leaky-mlp", HiddenDims = [40, 21] }, new LeakyMlpVaeOptions { LatentDim = 10, HiddenDims = [40, 21] } },
        { new() { Architecture = "leaky-mlp", LatentDim = 3, DecodeDim = 784 }, new LeakyMlpVaeOptions { LatentDim = 3, HiddenDims = [400, 6], DecodeDim = 784 } },
        { new() { Architecture = "conv", Channels = [8], Bottleneck = 0 }, new ConvVaeOptions { LatentDim = 64, Channels = [8], Bottleneck = 0 } },
        {
            new() { Channels = [8, 16], Blocks = 1, Upsampling = "pixel-shuffle", Posterior = "gaussian", Output = "tanh" },
            new ResNetVaeOptions
            {
                LatentDim = 64, Channels = [8, 16], Blocks = 1, Upsampling = UpsamplingKind.PixelShuffle, Output = OutputActivation.Tanh, Range = PixelRange.Symmetric,
            }
        },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void Resolve_TakesEveryChange_OfTheModel(ModelRequest request, VaeOptions expected)
    {
        var resolution = PlanResolver.Resolve(new PlanRequest { Preset = "resnet", Model = request }, Mnist);

        resolution.Violations.ShouldBeEmpty();
        // Grey bytes: auto stands for the discretised logistic, which trains its scale.
        resolution.Plan.ShouldNotBeNull().Model.ShouldBe(expected with { LearnedScale = true });
        resolution.Plan.Objective.Likelihood.ShouldBe(LikelihoodKind.DiscretizedLogistic);
    }

    [Theory]
    [InlineData(30, 1.0, WarmupKind.Linear, 5)]
    [InlineData(5, 1.0, WarmupKind.Linear, 4)]
    [InlineData(2, 1.0, WarmupKind.Linear, 1)]
    [InlineData(1, 1.0, WarmupKind.None, 0)]
    [InlineData(30, 0.0, WarmupKind.None, 0)]
    public void Resolve_LetsThePresetsWarmupGiveWay(int epochs, double beta, WarmupKind kind, int warmupEpochs)
    {
        var request = new PlanRequest { Preset = "resnet", Objective = new() { Beta = beta }, Training = new() { Epochs = epochs } };

        var objective = PlanResolver.Resolve(request, Mnist).Plan.ShouldNotBeNull().Objective;

        (objective.Warmup, objective.WarmupEpochs).ShouldBe((kind, warmupEpochs));
    }

    [Theory]
    [InlineData("gaussian", "learned")]
    [InlineData("gaussian", "optimal")]
    [InlineData("bernoulli", null)]
    public void Resolve_LetsThePresetsSigmaGiveWay_WhereNothingUsesIt(string likelihood, string? scale)
    {
        var request = new PlanRequest { Preset = "cluster-vae", Objective = new() { Likelihood = likelihood, Scale = scale } };

        PlanResolver.Resolve(request, Mnist).Plan.ShouldNotBeNull().Objective.Sigma.ShouldBe(Math.Sqrt(0.5));
    }

    [Fact]
    public void Resolve_LetsThePresetsDivergenceGiveWay_ToAnotherArchitecture()
    {
        PlanResolver.Resolve(new() { Preset = "cluster-vae" }, Mnist).Plan.ShouldNotBeNull().Objective.Divergence.ShouldBe(DivergenceKind.MonteCarlo);

        var plan = PlanResolver.Resolve(new() { Preset = "cluster-vae", Model = new() { Architecture = "mlp" } }, Mnist).Plan.ShouldNotBeNull();

        plan.Objective.ShouldBe(new ObjectiveOptions { Likelihood = LikelihoodKind.Gaussian, Sigma = Math.Sqrt(0.2) });
    }

    [Fact]
    public void Resolve_LetsThePresetsLabelsGiveWay_ToAnotherArchitecture()
    {
        var plan = PlanResolver.Resolve(new() { Preset = "m2", Model = new() { Architecture = "mlp" } }, Mnist).Plan.ShouldNotBeNull();

        plan.Model.ShouldBe(new MlpVaeOptions { LatentDim = 50, HiddenDims = [400] });
        plan.Objective.LabelledShare.ShouldBe(1);
    }

    [Theory]
    [InlineData("autoencoder")]
    [InlineData("iwae")]
    [InlineData("bn-vae")]
    [InlineData("resnet")]
    public void Resolve_MakesAClusterModel_OfEveryPreset(string preset)
    {
        var plan = PlanResolver.Resolve(new() { Preset = preset, Model = new() { Architecture = "cluster", Clusters = 7 } }, Mnist).Plan.ShouldNotBeNull();

        plan.Model.ShouldBeOfType<ClusterVaeOptions>().Clusters.ShouldBe(7);
        (plan.Model.Posterior, plan.Objective.Beta, plan.Objective.Samples).ShouldBe((PosteriorKind.Gaussian, 1, 1));
    }

    [Fact]
    public void Resolve_BlamesTheDatasetOnly_WhenAnM2ModelHasNoLabels()
    {
        PlanResolver.Resolve(new() { Preset = "m2" }, Mnist).Violations.ShouldHaveSingleItem().Field.ShouldBe("dataset");
        PlanResolver.Resolve(new() { Model = new() { Architecture = "m2" } }, Mnist).Violations.ShouldHaveSingleItem().Field.ShouldBe("dataset");
    }

    public static TheoryData<string, string?, PlanRequest> Violations { get; } = new()
    {
        { "preset", "MLP", new PlanRequest { Preset = "MLP" } },
        { "preset", new string('x', 64), new PlanRequest { Preset = new string('x', 1000) } },
        { "model.latentDim", "0", new PlanRequest { Model = new ModelRequest { LatentDim = 0 } } },
        { "model.latentDim", "513", new PlanRequest { Preset = "conv", Model = new ModelRequest { LatentDim = 513 } } },
        { "model.hiddenDims", "0 widths", new PlanRequest { Model = new ModelRequest { HiddenDims = [] } } },
        { "model.hiddenDims", "9 widths", new PlanRequest { Model = new ModelRequest { HiddenDims = [1, 2, 3, 4, 5, 6, 7, 8, 9] } } },
        { "model.hiddenDims[1]", "8193", new PlanRequest { Model = new ModelRequest { HiddenDims = [1, 8193] } } },
        { "model.hiddenDims[0]", "-1", new PlanRequest { Model = new ModelRequest { HiddenDims = [-1] } } },
        { "model.hiddenDims", null, new PlanRequest { Preset = "conv", Model = new ModelRequest { HiddenDims = [4] } } },
        { "model", "281822008", new PlanRequest { Model = new ModelRequest { HiddenDims = [8192, 8192, 8192] } } },
        { "objective.beta", "-0.5", new PlanRequest { Objective = new ObjectiveRequest { Beta = -0.5 } } },
        { "objective.beta", "1000.5", new PlanRequest { Objective = new ObjectiveRequest { Beta = 1000.5 } } },
        { "objective.beta", "NaN", new PlanRequest { Objective = new ObjectiveRequest { Beta = double.NaN } } },
        { "training.epochs", "0", new PlanRequest { Training = new TrainingOptionsRequest { Epochs = 0 } } },
        { "training.epochs", "1000000000", new PlanRequest { Training = new TrainingOptionsRequest { Epochs = 1_000_000_000 } } },
        { "training.batchSize", "0", new PlanRequest { Training = new TrainingOptionsRequest { BatchSize = 0 } } },
        { "training.batchSize", "8193", new PlanRequest { Training = new TrainingOptionsRequest { BatchSize = 8193 } } },
        { "training.learningRate", "0", new PlanRequest { Training = new TrainingOptionsRequest { LearningRate = 0 } } },
        { "training.learningRate", "-1", new PlanRequest { Training = new TrainingOptionsRequest { LearningRate = -1 } } },
        { "training.learningRate", "1E+30", new PlanRequest { Training = new TrainingOptionsRequest { LearningRate = 1e30 } } },
        { "training.learningRate", "NaN", new PlanRequest { Training = new TrainingOptionsRequest { LearningRate = double.NaN } } },
        { "training.learningRate", "Infinity", new PlanRequest { Training = new TrainingOptionsRequest { LearningRate = double.PositiveInfinity } } },
        { "training.seed", "-1", new PlanRequest { Training = new TrainingOptionsRequest { Seed = -1 } } },
        { "model.architecture", "gan", new PlanRequest { Model = new ModelRequest { Architecture = "gan" } } },
        { "model.activation", "gelu", new PlanRequest { Model = new ModelRequest { Activation = "gelu" } } },
        { "model.activation", null, new PlanRequest { Preset = "conv", Model = new ModelRequest { Activation = "relu" } } },
        { "model.decodeDim", null, new PlanRequest { Model = new ModelRequest { DecodeDim = 784 } } },
        { "model.decodeDim", "783", new PlanRequest { Preset = "mlp-tanh", Model = new ModelRequest { DecodeDim = 783 } } },
        { "model.latentDim", "4", new PlanRequest { Preset = "mlp-tanh", Model = new ModelRequest { LatentDim = 4, HiddenDims = [20, 10] } } },
        { "model.channels", null, new PlanRequest { Model = new ModelRequest { Channels = [4] } } },
        { "model.channels", "0 widths", new PlanRequest { Preset = "conv", Model = new ModelRequest { Channels = [] } } },
        { "model.channels[0]", "1025", new PlanRequest { Preset = "conv", Model = new ModelRequest { Channels = [1025] } } },
        { "model.channels", "6 widths", new PlanRequest { Preset = "conv", Model = new ModelRequest { Channels = [4, 4, 4, 4, 4, 4] } } },
        { "model.bottleneck", null, new PlanRequest { Model = new ModelRequest { Bottleneck = 4 } } },
        { "model.bottleneck", "8193", new PlanRequest { Preset = "conv", Model = new ModelRequest { Bottleneck = 8193 } } },
        { "model.blocks", null, new PlanRequest { Preset = "conv", Model = new ModelRequest { Blocks = 2 } } },
        { "model.blocks", "0", new PlanRequest { Preset = "resnet", Model = new ModelRequest { Blocks = 0 } } },
        { "model.upsampling", null, new PlanRequest { Preset = "conv", Model = new ModelRequest { Upsampling = "nearest" } } },
        { "model.upsampling", "bilinear", new PlanRequest { Preset = "resnet", Model = new ModelRequest { Upsampling = "bilinear" } } },
        { "model.output", "relu", new PlanRequest { Model = new ModelRequest { Output = "relu" } } },
        { "model.posterior", "cauchy", new PlanRequest { Model = new ModelRequest { Posterior = "cauchy" } } },
        { "model.conditional", null, new PlanRequest { Model = new ModelRequest { Conditional = true } } },
        { "objective.likelihood", "poisson", new PlanRequest { Objective = new ObjectiveRequest { Likelihood = "poisson" } } },
        { "objective.scale", "free", new PlanRequest { Objective = new ObjectiveRequest { Scale = "free" } } },
        { "objective.sigma", "0", new PlanRequest { Preset = "mlp-tanh", Objective = new ObjectiveRequest { Sigma = 0 } } },
        { "objective.sigma", "11", new PlanRequest { Preset = "mlp-tanh", Objective = new ObjectiveRequest { Sigma = 11 } } },
        { "objective.divergence", "kl", new PlanRequest { Objective = new ObjectiveRequest { Divergence = "kl" } } },
        { "objective.samples", "0", new PlanRequest { Objective = new ObjectiveRequest { Samples = 0 } } },
        { "objective.samples", "1001", new PlanRequest { Objective = new ObjectiveRequest { Samples = 1001 }, Training = new() { BatchSize = 1 } } },
        { "objective.bound", "iwae", new PlanRequest { Objective = new ObjectiveRequest { Bound = "iwae" } } },
        { "objective.freeBits", "-1", new PlanRequest { Objective = new ObjectiveRequest { FreeBits = -1 } } },
        { "objective.freeBits", "101", new PlanRequest { Objective = new ObjectiveRequest { FreeBits = 101 } } },
        { "objective.warmup", "slow", new PlanRequest { Objective = new ObjectiveRequest { Warmup = "slow" } } },
        { "objective.warmupEpochs", "-1", new PlanRequest { Objective = new ObjectiveRequest { WarmupEpochs = -1 } } },
        { "objective.totalCorrelation", "NaN", new PlanRequest { Objective = new ObjectiveRequest { TotalCorrelation = double.NaN } } },
        { "objective.mmd", "100001", new PlanRequest { Objective = new ObjectiveRequest { Mmd = 100_001 } } },
        { "objective.labelledShare", "0", new PlanRequest { Objective = new ObjectiveRequest { LabelledShare = 0 } } },
        { "objective.labelledShare", "1.1", new PlanRequest { Objective = new ObjectiveRequest { LabelledShare = 1.1 } } },
        { "training.optimizer", "rmsprop", new PlanRequest { Training = new TrainingOptionsRequest { Optimizer = "rmsprop" } } },
        { "training.weightDecay", "1.5", new PlanRequest { Training = new TrainingOptionsRequest { WeightDecay = 1.5 } } },
        { "training.momentum", "1", new PlanRequest { Training = new TrainingOptionsRequest { Optimizer = "sgd", Momentum = 1 } } },
        { "training.schedule", "linear", new PlanRequest { Training = new TrainingOptionsRequest { Schedule = "linear" } } },
        { "training.warmupEpochs", "-1", new PlanRequest { Training = new TrainingOptionsRequest { WarmupEpochs = -1 } } },
        { "training.scheduleEpochs", "0", new PlanRequest { Training = new TrainingOptionsRequest { Schedule = "step", ScheduleEpochs = 0 } } },
        { "training.scheduleFactor", "1", new PlanRequest { Training = new TrainingOptionsRequest { Schedule = "step", ScheduleFactor = 1 } } },
        { "training.clipNorm", "-1", new PlanRequest { Training = new TrainingOptionsRequest { ClipNorm = -1 } } },
        { "training.clipNorm", "Infinity", new PlanRequest { Training = new TrainingOptionsRequest { ClipNorm = double.PositiveInfinity } } },
        { "training.patience", "1001", new PlanRequest { Training = new TrainingOptionsRequest { Patience = 1001, ValidationShare = 0.1 } } },
        { "training.emaDecay", "1", new PlanRequest { Training = new TrainingOptionsRequest { EmaDecay = 1 } } },
        { "training.weights", "first", new PlanRequest { Training = new TrainingOptionsRequest { Weights = "first" } } },
        { "training.binarization", "half", new PlanRequest { Training = new TrainingOptionsRequest { Binarization = "half" } } },
        { "training.validationShare", "0.6", new PlanRequest { Training = new TrainingOptionsRequest { ValidationShare = 0.6 } } },
        { "training.data", "disk", new PlanRequest { Training = new TrainingOptionsRequest { Data = "disk" } } },
        { "training.precision", "half", new PlanRequest { Training = new TrainingOptionsRequest { Precision = "half" } } },
        { "training.device", "tpu", new PlanRequest { Training = new TrainingOptionsRequest { Device = "tpu" } } },
    };

    [Theory]
    [MemberData(nameof(Violations))]
    public void Resolve_NamesTheFieldAndTheValue_WhenOneIsIllegal(string field, string? actual, PlanRequest request)
    {
        var resolution = PlanResolver.Resolve(request, Mnist);

        resolution.Plan.ShouldBeNull();
        var violation = resolution.Violations.ShouldHaveSingleItem();
        violation.Field.ShouldBe(field);
        violation.Actual.ShouldBe(actual);
    }

    [Theory]
    [InlineData(1, 7, 28, "dataset")]
    [InlineData(1, 28, 257, "dataset")]
    [InlineData(2, 28, 28, "dataset")]
    [InlineData(1, 2048, 28, "dataset")]
    [InlineData(1, 0, 28, "dataset")]
    public void Resolve_RefusesImages_ThatTheModelCannotTake(int channels, int height, int width, string field)
    {
        var resolution = PlanResolver.Resolve(new PlanRequest { Preset = "conv" }, new ImageShape(channels, height, width));

        resolution.Violations.ShouldHaveSingleItem().Field.ShouldBe(field);
    }

    [Fact]
    public void Resolve_ReportsAllViolationsTogether()
    {
        var request = new PlanRequest
        {
            Preset = "nope",
            Model = new ModelRequest { LatentDim = 0, HiddenDims = [0, 0] },
            Objective = new ObjectiveRequest { Beta = double.NaN },
            Training = new TrainingOptionsRequest { Epochs = 0, BatchSize = 0, LearningRate = 0, Seed = -1, Device = "" },
        };

        PlanResolver.Resolve(request, Mnist).Violations.Select(violation => violation.Field).ShouldBe(
        [
            "preset", "model.latentDim", "model.hiddenDims[0]", "model.hiddenDims[1]", "objective.beta",
            "training.epochs", "training.batchSize", "training.learningRate", "training.seed", "training.device",
        ]);
    }

    [Fact]
    public void Resolve_TakesCuda_ExactlyWhereThereIsOne()
    {
        var request = new PlanRequest { Training = new TrainingOptionsRequest { Device = "cuda" } };

        PlanResolver.Resolve(request, Mnist).Violations.Count.ShouldBe(cuda.is_available() ? 0 : 1);
    }
}
