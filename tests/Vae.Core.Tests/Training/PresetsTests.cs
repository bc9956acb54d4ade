using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;

namespace Vae.Core.Tests.Training;

public class PresetsTests
{
    private static readonly ImageShape Mnist = new(1, 28, 28);

    [Fact]
    public void All_HoldsEverySystem_TheDefaultFirst()
    {
        PlanResolver.PresetNames[0].ShouldBe("mlp");
        PlanResolver.PresetNames.ShouldBeUnique();
        PlanResolver.PresetNames.ShouldBeSubsetOf(["mlp", "mlp-deep", "conv", "mlp-tanh", "mlp-wide-batch", "autoencoder", "resnet", "iwae", "bn-vae", "vmf-vae", "cluster-vae", "m2"]);
        foreach (var name in new[] { "conv", "mlp-tanh", "mlp", "mlp-wide-batch", "mlp-deep", "autoencoder", "resnet", "iwae", "bn-vae", "vmf-vae", "cluster-vae", "m2" })
            PlanResolver.PresetNames.ShouldContain(name);
    }

    // The write-ups' own counts, of images of 28 x 28 but for mlp-tanh's 256 values.
    [Theory]
    [InlineData("conv", 28, 69_076 + 65_089)]
    [InlineData("mlp-tanh", 16, 89_940)]
    [InlineData("mlp", 28, 652_824)]
    [InlineData("mlp-wide-batch", 28, 404_244)]
    [InlineData("mlp-deep", 28, 1_082_680)]
    public void SourceSystems_HaveTheirParameters(string name, int side, int parameters) =>
        ModelCost.Of(Plan(name, side).Model, new ImageShape(1, side, side)).Parameters.ShouldBe(parameters);

    [Fact]
    public void MlpTanh_IsAGaussianOfSquaredError_OnSymmetricPixels()
    {
        var plan = Plan("mlp-tanh");
        (plan.Model.Output, plan.Model.Range, plan.Model.LatentDim, plan.Model.LearnedScale)
            .ShouldBe((OutputActivation.Tanh, PixelRange.Symmetric, 9, false));
        (plan.Objective.Likelihood, plan.Objective.Scale, plan.Objective.Sigma).ShouldBe((LikelihoodKind.Gaussian, ScaleKind.Fixed, Math.Sqrt(0.5)));
    }

    [Fact]
    public void MlpWideBatch_HasTwoHundredEpochsOfBatchesOf8192()
    {
        var training = Plan("mlp-wide-batch").Training;
        (training.Epochs, training.BatchSize, training.LearningRate).ShouldBe((200, 8192, 1e-3));
    }

    [Fact]
    public void Autoencoder_HasNoKlAndDrawsNothing()
    {
        var objective = Plan("autoencoder").Objective;
        (objective.Beta, objective.SampleLatent).ShouldBe((0, false));
    }

    [Fact]
    public void Iwae_IsTheOneOfThePaper()
    {
        var plan = Plan("iwae");
        plan.Model.ShouldBe(new MlpVaeOptions { LatentDim = 50, HiddenDims = [200, 200], Activation = HiddenActivation.Tanh });
        (plan.Objective.Bound, plan.Objective.Samples, plan.Training.Binarization).ShouldBe((BoundKind.ImportanceWeighted, 50, BinarizationKind.Dynamic));
    }

    [Theory]
    [InlineData(3, 32)]
    [InlineData(1, 28)]
    [InlineData(3, 8)]
    public void ResNet_TakesGreyAndColour(int channels, int side) =>
        PlanResolver.Resolve(new PlanRequest { Preset = "resnet" }, new ImageShape(channels, side, side)).Violations.ShouldBeEmpty();

    private static TrainingPlan Plan(string name, int side = 28) =>
        PlanResolver.Resolve(new PlanRequest { Preset = name }, Mnist with { Height = side, Width = side }).Plan.ShouldNotBeNull();
}
