using Vae.Core.Data;
using Vae.Core.Evaluation;
using Vae.Core.Models;
using Vae.Core.Training;

namespace Vae.Core.Tests.Training;

public class PlanEstimateTests
{
    private static readonly ImageShape Mnist = new(1, 28, 28);

    [Fact]
    public void Of_CountsParametersAndSteps()
    {
        var estimate = Of(new());

        // ⌈60,000 / 128⌉ = 469.
        (estimate.Parameters, estimate.StepsPerEpoch, estimate.Steps).ShouldBe((652_824, 469, 4_690));
    }

    [Fact]
    public void Of_LeavesOutValidationImages() =>
        Of(new() { Training = new() { ValidationShare = 0.5, BatchSize = 100 } }).StepsPerEpoch.ShouldBe(300);

    [Fact]
    public void Of_AddsUpMemory()
    {
        var plan = Plan(new());
        var activations = ModelCost.Of(plan.Model, Mnist).Activations;
        const long Bytes = 70_000L * 784;

        // Adam: value, gradient, two moments; activations and their gradients; bytes and floats of all images.
        PlanEstimate.Of(plan, 60_000, 10_000, "cpu", cores: 2).MemoryBytes.ShouldBe((652_824 * 4 * 4) + (2 * 128 * activations * 4) + Bytes + (4 * Bytes));
        var lean = Plan(new() { Training = new() { Optimizer = "sgd", Data = "streamed", BatchSize = 1 } });
        PlanEstimate.Of(lean, 60_000, 10_000, "cpu", cores: 2).MemoryBytes.ShouldBe((652_824 * 2 * 4) + (2 * activations * 4) + Bytes);
    }

    [Fact]
    public void Of_CountsEveryClass_OfAnM2Model()
    {
        var plan = Plan(new() { Training = new() { BatchSize = 100, Data = "streamed" } }) with { Model = new M2VaeOptions { LatentDim = 50, HiddenDims = [500], Classes = 10 } };
        var activations = ModelCost.Of(plan.Model, Mnist).Activations;

        long MemoryOf(int batch) => PlanEstimate.Of(plan with { Training = plan.Training with { BatchSize = batch } }, 60_000, 10_000, "cpu", cores: 2).MemoryBytes;
        (MemoryOf(101) - MemoryOf(100)).ShouldBe(2 * 10 * activations * 4);
    }

    [Fact]
    public void Of_GrowsWithEpochsAndSamples()
    {
        var one = Of(new()).Seconds;
        // The report comes once.
        var report = ReportSizes.MultiplyAdds(Plan(new()).Model, Mnist, 60_000, 10_000) / (2e10 * Environment.ProcessorCount);
        one.ShouldBeGreaterThan(report);
        Of(new() { Training = new() { Epochs = 20 } }).Seconds.ShouldBe((2 * one) - report, 1e-9 * one);
        Of(new() { Objective = new() { Samples = 10 } }).Seconds.ShouldBeGreaterThan(3 * one);
    }

    private static TrainingPlan Plan(PlanRequest request) => PlanResolver.Resolve(request, Mnist).Plan.ShouldNotBeNull();

    private static PlanEstimate Of(PlanRequest request) => PlanEstimate.Of(Plan(request), 60_000, 10_000, "cpu", cores: 2);
}
