using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Training;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Training;

public class PlanResolverTests
{
    private static readonly ImageShape Mnist = new(1, 28, 28);

    public static TheoryData<string?, VaeOptions, int> PresetRows { get; } = new()
    {
        { null, new MlpVaeOptions { LatentDim = 20, HiddenDims = [400] }, 10 },
        { "mlp", new MlpVaeOptions { LatentDim = 20, HiddenDims = [400] }, 10 },
        { "mlp-deep", new MlpVaeOptions { LatentDim = 20, HiddenDims = [512, 256] }, 10 },
        { "conv", new ConvVaeOptions { LatentDim = 2 }, 30 },
    };

    [Theory]
    [MemberData(nameof(PresetRows))]
    public void Resolve_FillsInThePreset(string? preset, VaeOptions model, int epochs)
    {
        var resolution = PlanResolver.Resolve(new PlanRequest { Preset = preset }, Mnist);

        resolution.Violations.ShouldBeEmpty();
        resolution.PresetName.ShouldBe(preset ?? "mlp");
        var plan = resolution.Plan.ShouldNotBeNull();
        plan.Input.ShouldBe(Mnist);
        plan.Model.ShouldBe(model);
        plan.Objective.Beta.ShouldBe(1);
        plan.Training.ShouldBe(new TrainingOptions { Epochs = epochs, BatchSize = 128, LearningRate = 1e-3, Seed = 0, Device = "auto" });
    }

    [Fact]
    public void PresetNames_ListTheDefaultFirst() => PlanResolver.PresetNames.ShouldBe(["mlp", "mlp-deep", "conv"]);

    [Fact]
    public void Resolve_TakesEveryChange()
    {
        var resolution = PlanResolver.Resolve(
            new PlanRequest
            {
                Model = new ModelRequest { LatentDim = 512, HiddenDims = [1, 8192] },
                Objective = new ObjectiveRequest { Beta = 1000 },
                Training = new TrainingOptionsRequest { Epochs = 1000, BatchSize = 8192, LearningRate = 1, Seed = long.MaxValue, Device = "cpu" },
            },
            Mnist);

        resolution.Violations.ShouldBeEmpty();
        resolution.Plan.ShouldNotBeNull().Model.ShouldBe(new MlpVaeOptions { LatentDim = 512, HiddenDims = [1, 8192] });
        resolution.Plan.Objective.Beta.ShouldBe(1000);
        resolution.Plan.Training.ShouldBe(
            new TrainingOptions { Epochs = 1000, BatchSize = 8192, LearningRate = 1, Seed = long.MaxValue, Device = "cpu" });
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
