using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
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
        health.Directions.ShouldBe(0);
        health.Diagnosis!.ShouldContain("say the same of every image");
        health.Diagnosis!.ShouldContain("the same mean");
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
    public void Examine_LooksAtImagesFromAllOver_WhenThereAreMoreThanItCounts()
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model();
        var images = Some.Images(1500, 7).ToTensor();
        using var mode = no_grad();
        // Half of them black, in front: a third of all 1,500 is left out here and there, not the last 500.
        images.narrow(0, 0, 750).fill_(0);
        var rows = SpreadRows.Of(1000, 1500);

        var health = CollapseDoctor.Examine(model, new Batch(images), Objective);

        var same = CollapseDoctor.Examine(model, new Batch(images.index_select(0, tensor(rows))), Objective);
        var first = CollapseDoctor.Examine(model, new Batch(images.narrow(0, 0, 1000)), Objective);
        health.KlPerDimension.ShouldBe(same.KlPerDimension);
        Math.Abs(health.KlPerDimension![0] - first.KlPerDimension![0]).ShouldBeGreaterThan(1e-5);
    }

    [Theory]
    [InlineData(new[] { 3, 0.0001 }, "Part of the posterior collapsed: of 2 latent dimensions, 1")]
    [InlineData(new[] { 3, 0, 0.001, 0.0001 }, "Part of the posterior collapsed: of 4 latent dimensions, 1")]
    [InlineData(new[] { 0.02, 0.03 }, "The posterior all but collapsed: its 2 latent dimensions carry 0.05 nats")]
    [InlineData(new[] { 0, 0.0 }, "none of the 2 latent dimensions")]
    [InlineData(new[] { 3, 2, 0.001, 0, 0 }, "This is no collapse: 2 of 5 latent dimensions carry the images (5 nats in all), and the other 3 are surplus")]
    [InlineData(new[] { 3, 2, 0.001, 0.0001 }, null)]
    [InlineData(new[] { 1.0 }, null)]
    public void Diagnose_TellsCollapseFromSurplus(double[] kl, string? expected)
    {
        var health = CollapseDoctor.Diagnose(kl, new(null), new ConvVaeOptions { LatentDim = kl.Length }, Objective, 1);

        if (expected is null) health.Diagnosis.ShouldBeNull();
        else health.Diagnosis!.ShouldContain(expected);
    }

    [Theory]
    [InlineData(new[] { 2.9, 1.4 }, 1, "Part of the posterior collapsed: the means of all images lie on one straight line through the 2 latent dimensions (4.3 nats in all)", 1)]
    [InlineData(new[] { 2, 1, 1, 1, 1.0 }, 2, "This is no collapse: the means vary in 2 directions of 5 latent dimensions (6 nats in all), and the other 3 are surplus", 2)]
    [InlineData(new[] { 2, 1, 1.0 }, 2, null, 0)]
    [InlineData(new[] { 2, 1.0 }, 2, null, 0)]
    public void Diagnose_CountsDimensionsThatRepeatEachOther_AsOne(double[] kl, int directions, string? expected, int latentDim)
    {
        var health = CollapseDoctor.Diagnose(kl, new(directions), new ConvVaeOptions { LatentDim = kl.Length }, Objective, 1);

        health.ActiveUnits.ShouldBe(kl.Length);
        health.Directions.ShouldBe(directions);
        if (expected is null)
        {
            health.Diagnosis.ShouldBeNull();
            return;
        }

        health.Diagnosis!.ShouldContain(expected);
        health.Advice[^1].ShouldContain($"model.latentDim to {latentDim}:");
    }

    [Theory]
    [InlineData(15, 1)]
    [InlineData(14, 2)]
    public void Examine_FindsTheLine_ThatOneLiveUnitLeaves(int dead, int directions)
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model(new ConvVaeOptions { LatentDim = 2 }, new ImageShape(1, 28, 28));
        Kill(model, dead);
        using var generator = new Generator(1);
        var batch = new Batch(rand([40, 1, 28, 28], generator: generator));

        var health = CollapseDoctor.Examine(model, batch, Objective);

        health.ActiveUnits.ShouldBe(2);
        health.Directions.ShouldBe(directions);
        if (directions == 2)
        {
            health.Diagnosis.ShouldBeNull();
            return;
        }

        health.Diagnosis!.ShouldContain("one straight line");
        health.Advice[0].ShouldContain("set model.bottleneck to 0");
    }

    [Fact]
    public void Examine_SaysNothingOfDirections_WhereOneImageIsHeldOut()
    {
        using var scope = NewDisposeScope();
        using var model = Constant(mu: [2, 1], logvar: [0, 0]);

        var health = CollapseDoctor.Examine(model, new Batch(Some.Images(1).ToTensor()), Objective);

        health.ActiveUnits.ShouldBe(2);
        health.Directions.ShouldBeNull();
        health.Diagnosis.ShouldBeNull();
    }

    [Fact]
    public void Examine_CountsDirectionsOfActiveDimensionsAlone()
    {
        using var scope = NewDisposeScope();
        using var model = Some.Model(new MlpVaeOptions { LatentDim = 3, HiddenDims = [8] });
        using (no_grad())
        {
            foreach (var (name, parameter) in model.named_parameters())
            {
                // The second dimension is twice the first; the third varies a little, too little for its KL to count.
                if (name == "fc21.weight") parameter.copy_(cat([parameter[..1] * 20, parameter[..1] * 40, parameter[2..] * 0.1]));
                if (name == "fc21.bias") parameter.fill_(0);
                if (name.StartsWith("fc22", StringComparison.Ordinal)) parameter.fill_(0);
            }
        }

        var health = CollapseDoctor.Examine(model, new Batch(Some.Images(60).ToTensor()), Objective);

        health.KlPerDimension![2].ShouldBeInRange(1e-6, 0.01);
        health.ActiveUnits.ShouldBe(2);
        health.Directions.ShouldBe(1);
    }

    [Fact]
    public void Diagnose_CallsAHealthyModelWithSpareDimensionsNoCollapse()
    {
        // As Burda et al. 2016 find on MNIST: 20 of 50, with some 25 nats.
        double[] kl = [.. Enumerable.Repeat(1.25, 20), .. Enumerable.Repeat(0.0001, 30)];

        var health = CollapseDoctor.Diagnose(kl, new(null), new MlpVaeOptions { LatentDim = 50, HiddenDims = [200] }, Objective, 1);

        health.Diagnosis!.ShouldStartWith("This is no collapse");
        health.Advice.ShouldHaveSingleItem().ShouldContain("model.latentDim to 20");
    }

    [Fact]
    public void Diagnose_AdvisesWhatTheModelLacks()
    {
        var model = new ConvVaeOptions { LatentDim = 2 };
        var advice = CollapseDoctor.Diagnose([0, 0], new(0, true), model, new ObjectiveOptions { Beta = 4, FreeBits = 0.1 }, 1).Advice;

        advice[0].ShouldContain("seed");
        advice.ShouldContain(line => line.Contains("has 16 ReLU units"));
        advice.ShouldContain(line => line.Contains("objective.beta to 1,"));
        advice.ShouldContain(line => line.Contains("model.posterior to batch-norm"));
        advice.ShouldNotContain(line => line.Contains("freeBits"));
    }

    public static TheoryData<string, string, string> Advised { get; } = new()
    {
        { "mlp", "", "objective.warmup objective.freeBits model.posterior objective.beta" },
        { "conv", "", "model.bottleneck objective.warmup objective.freeBits model.posterior objective.beta" },
        { "mlp-tanh", "", "objective.warmup objective.freeBits model.posterior objective.beta" },
        { "iwae", "", "objective.warmup model.posterior" },
        { "m2", "", "objective.warmup objective.beta" },
        { "bn-vae", "", "objective.warmup objective.freeBits objective.beta" },
        { "mlp", "\"divergence\": \"monte-carlo\"", "objective.warmup model.posterior objective.beta" },
    };

    [Theory]
    [MemberData(nameof(Advised))]
    public void Diagnose_AdvisesOnlyWhatAPlanMayAskFor(string preset, string objective, string fields)
    {
        var profile = DatasetProfile.Of(new Dataset("digits", DigitsGenerator.Generate(300, 1), DigitsGenerator.Generate(30, 2)));
        var request = $$$"""{"preset": "{{{preset}}}", "objective": {{{{objective}}}}, "model": {} }""";
        var plan = Resolve(request, profile);

        var advice = CollapseDoctor.Diagnose([0, 0], new(0), plan.Model, plan.Objective, 1).Advice;

        var found = advice.Select(line => Regex.Match(line, "set (model|objective)\\.(\\w+) to ([\\w.-]*\\w)")).ToArray();
        string.Join(' ', found.Select(match => $"{match.Groups[1]}.{match.Groups[2]}")).ShouldBe(fields);
        foreach (var match in found)
        {
            var changed = JsonNode.Parse(request)!;
            var value = match.Groups[3].Value;
            changed[match.Groups[1].Value]![match.Groups[2].Value] =
                double.TryParse(value, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : JsonValue.Create(value);
            if (match.Groups[2].Value == "warmup") changed["objective"]!["warmupEpochs"] = 1;
            Resolve(changed.ToJsonString(), profile);
        }
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

    private static TrainingPlan Resolve(string request, DatasetProfile profile)
    {
        var resolution = PlanResolver.Resolve(JsonSerializer.Deserialize<PlanRequest>(request, JsonSerializerOptions.Web)!, profile);
        resolution.Violations.ShouldBeEmpty();
        return resolution.Plan!;
    }

    /// <summary>Lets the first units of the bottleneck be 0 for every image, and the others fire and reach the means strongly.</summary>
    private static void Kill(VaeModel model, int units)
    {
        using var mode = no_grad();
        foreach (var (name, parameter) in model.named_parameters())
        {
            if (name == "encoder.fc.bias") parameter.fill_(1).narrow(0, 0, units).fill_(-1000);
            if (name == "encoder.fc_mu.weight") parameter.mul_(20);
        }
    }

    /// <summary>A model whose posterior is the same for every image.</summary>
    private static VaeModel Constant(float[] mu, double[] logvar)
    {
        var model = Some.Model();
        using var mode = no_grad();
        foreach (var (name, parameter) in model.named_parameters())
        {
            parameter.fill_(0);
            if (name == "fc21.bias") parameter.copy_(tensor(mu));
            if (name == "fc22.bias") parameter.copy_(tensor(logvar).to(ScalarType.Float32));
        }

        return model;
    }
}
