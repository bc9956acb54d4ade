using Vae.Core.Data;
using Vae.Core.Evaluation;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Tests.Training;
using Vae.Core.Training;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Evaluation;

public class CollapseDoctorTests : TensorTest
{
    private static readonly ObjectiveOptions Objective = new();

    [Fact]
    public void Examine_MeasuresEachDimension()
    {
        using var scope = NewDisposeScope();
        using var model = Constant(mu: [2, 0], logvar: [0, Math.Log(4)]);

        var health = CollapseDoctor.Examine(model, new Batch(Some.Images(30).ToTensor()), Objective);

        // ½·2², and ½(4 − 1 − ln 4).
        health.KlPerDimension!.Count.ShouldBe(2);
        health.KlPerDimension[0].ShouldBe(2, 1e-5);
        health.KlPerDimension[1].ShouldBe(0.5 * (3 - Math.Log(4)), 1e-5);
        health.ActiveUnits.ShouldBe(2);
        health.Diagnosis.ShouldBeNull();
        health.Advice.ShouldBeEmpty();
        model.training.ShouldBeTrue();
    }

    [Fact]
    public void Examine_FindsTheDeadLayer_WhenThePosteriorIsThePrior()
    {
        using var scope = NewDisposeScope();
        using var model = Constant(mu: [0, 0], logvar: [0, 0]);

        var health = CollapseDoctor.Examine(model, new Batch(Some.Images(30).ToTensor()), Objective);

        health.ActiveUnits.ShouldBe(0);
        health.Diagnosis!.ShouldContain("none of the 2 latent dimensions");
        health.Diagnosis!.ShouldContain("the same mean");
        health.Advice[0].ShouldContain("seed");
    }

    [Fact]
    public void Examine_SaysNothing_WhileTheKlWarmsUp_OrHasNoWeight()
    {
        using var scope = NewDisposeScope();
        using var model = Constant(mu: [0, 0], logvar: [0, 0]);
        var batch = new Batch(Some.Images(30).ToTensor());

        CollapseDoctor.Examine(model, batch, Objective, warmup: 0.5).Diagnosis.ShouldBeNull();
        CollapseDoctor.Examine(model, batch, new ObjectiveOptions { Beta = 0 }).Diagnosis.ShouldBeNull();
        CollapseDoctor.Examine(model, batch, Objective, warmup: 0.5).ActiveUnits.ShouldBe(0);
    }

    [Fact]
    public void Diagnose_TellsMostFromAll_AndFitsItsAdvice()
    {
        var model = new ConvVaeOptions { LatentDim = 4 };

        var most = CollapseDoctor.Diagnose([3, 0, 0.001, 0.0001], false, model, Objective, 1);
        var half = CollapseDoctor.Diagnose([3, 2, 0.001, 0.0001], false, model, Objective, 1);
        var all = CollapseDoctor.Diagnose([0, 0, 0, 0], false, model, new ObjectiveOptions { Beta = 4, FreeBits = 0.1 }, 1);

        most.Diagnosis!.ShouldContain("of 4 latent dimensions, 1 carry");
        most.Advice[^1].ShouldContain("model.latentDim 1");
        half.Diagnosis.ShouldBeNull();
        all.Advice.ShouldContain(line => line.Contains("model.bottleneck, now 16"));
        all.Advice.ShouldContain(line => line.Contains("it is 4"));
        all.Advice.ShouldNotContain(line => line.Contains("freeBits"));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(1, false)]
    public void Examine_FindsTheCollapse_OfATrainedModel(double beta, bool collapses)
    {
        var digits = new Dataset("digits", DigitsGenerator.Generate(2000, 1), DigitsGenerator.Generate(200, 2));
        var plan = new TrainingPlan(
            digits.Train.Shape, new MlpVaeOptions { LatentDim = 4, HiddenDims = [64] }, new ObjectiveOptions { Beta = beta },
            new TrainingOptions { Epochs = 6, BatchSize = 50, Device = "cpu" });

        using var trained = new Trainer(plan, TimeProvider.System).Run(digits, new RecordingObserver(), TestContext.Current.CancellationToken);

        var health = trained.Epochs[^1].Health!;
        health.KlPerDimension!.Count.ShouldBe(4);
        (health.Diagnosis is not null).ShouldBe(collapses);
    }

    /// <summary>A model whose posterior is the same for every image.</summary>
    private static VaeModel Constant(float[] mu, double[] logvar)
    {
        var model = Some.Model();
        using var mode = no_grad();
        foreach (var (name, parameter) in model.named_parameters())
        {
            parameter.zero_();
            if (name == "fc21.bias") parameter.copy_(tensor(mu));
            if (name == "fc22.bias") parameter.copy_(tensor(logvar).to(ScalarType.Float32));
        }

        return model;
    }
}
