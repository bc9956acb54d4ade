using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;

namespace Vae.Core.Tests.Objectives;

public class ObjectiveRulesTests
{
    private const int Epochs = 10;

    private static readonly MlpVaeOptions Unit = new() { LatentDim = 2, HiddenDims = [5] };
    private static readonly MlpVaeOptions Tanh = Unit with { Output = OutputActivation.Tanh, Range = PixelRange.Symmetric };
    private static readonly MlpVaeOptions Scaled = Unit with { LearnedScale = true };
    private static readonly MlpVaeOptions Sphere = Unit with { Posterior = PosteriorKind.VonMisesFisher };
    private static readonly ObjectiveOptions Gaussian = new() { Likelihood = LikelihoodKind.Gaussian };
    private static readonly ObjectiveOptions Weighted = new() { Bound = BoundKind.ImportanceWeighted, Samples = 5 };
    private static readonly ObjectiveOptions Autoencoder = new() { SampleLatent = false, Beta = 0 };

    private static readonly (ObjectiveOptions Objective, VaeOptions Model)[] Fit =
    [
        (new(), Unit),
        (new() { Likelihood = LikelihoodKind.ContinuousBernoulli }, Unit),
        (Gaussian, Tanh),
        (Gaussian with { Sigma = 0.1 }, Unit with { Output = OutputActivation.Linear }),
        (Gaussian with { Scale = ScaleKind.Learned }, Tanh with { LearnedScale = true }),
        (Gaussian with { Scale = ScaleKind.Optimal }, Tanh),
        (new() { Likelihood = LikelihoodKind.DiscretizedLogistic }, Scaled),
        (Weighted, Unit),
        (Weighted, Sphere),
        (Weighted with { Warmup = WarmupKind.Linear, WarmupEpochs = Epochs }, Unit),
        (Autoencoder, Unit),
        (Autoencoder with { Mmd = 10 }, Unit),
        (new() { Samples = 3, FreeBits = 0.1, TotalCorrelation = 5, Mmd = 2, Warmup = WarmupKind.Cyclical, WarmupEpochs = 2 }, Unit),
        (new() { Divergence = DivergenceKind.MonteCarlo, Beta = 0 }, Unit),
    ];

    private static readonly (ObjectiveOptions Objective, VaeOptions Model, string Field, string Message)[] Unfit =
    [
        (new(), Unit with { Range = PixelRange.Symmetric, Output = OutputActivation.Sigmoid }, "objective.likelihood", "Set model.range to unit"),
        (new(), Unit with { Output = OutputActivation.Linear }, "objective.likelihood", "the model's output is linear. Set model.output to sigmoid"),
        (new() { Likelihood = LikelihoodKind.ContinuousBernoulli }, Unit with { Output = OutputActivation.Tanh }, "objective.likelihood", "A continuous-bernoulli likelihood"),
        (new() { Scale = ScaleKind.Optimal }, Unit, "objective.scale", "this one is bernoulli"),
        (Gaussian with { Scale = ScaleKind.Optimal, Sigma = 0.1 }, Unit, "objective.sigma", "Leave sigma out"),
        (Gaussian with { Scale = ScaleKind.Learned }, Unit, "objective.scale", "Set model.learnedScale to true"),
        (new() { Likelihood = LikelihoodKind.DiscretizedLogistic }, Unit, "objective.likelihood", "Set model.learnedScale to true"),
        (Gaussian, Scaled, "model.learnedScale", "Set it to false"),
        (new(), Scaled, "model.learnedScale", "Set it to false"),
        (Weighted with { Samples = 1 }, Unit, "objective.samples", "Set samples to 2 or more"),
        (Weighted with { FreeBits = 0.1 }, Unit, "objective.freeBits", "bound to elbo"),
        (Weighted with { TotalCorrelation = 1 }, Unit, "objective.totalCorrelation", "bound to elbo"),
        (Weighted with { Mmd = 1 }, Unit, "objective.mmd", "bound to elbo"),
        (Weighted with { Beta = 2 }, Unit, "objective.beta", "Set beta to 1"),
        (Autoencoder with { Beta = 1 }, Unit, "objective.beta", "Set beta to 0, or sampleLatent to true"),
        (Autoencoder with { Samples = 2 }, Unit, "objective.samples", "sampleLatent to true"),
        (Autoencoder with { Bound = BoundKind.ImportanceWeighted }, Unit, "objective.bound", "sampleLatent to true"),
        (Autoencoder with { Divergence = DivergenceKind.MonteCarlo }, Unit, "objective.divergence", "sampleLatent to true"),
        (Autoencoder with { TotalCorrelation = 1 }, Unit, "objective.totalCorrelation", "sampleLatent to true"),
        (Autoencoder with { FreeBits = 1 }, Unit, "objective.freeBits", "Set beta above 0"),
        (new() { FreeBits = 0.1, Divergence = DivergenceKind.MonteCarlo }, Unit, "objective.freeBits", "Set divergence to analytic"),
        (new() { FreeBits = 0.1 }, Sphere, "objective.freeBits", "use a gaussian posterior"),
        (new() { TotalCorrelation = 1 }, Sphere, "objective.totalCorrelation", "use a gaussian posterior"),
        (new() { WarmupEpochs = 3 }, Unit, "objective.warmupEpochs", "Set warmup to linear or cyclical"),
        (new() { Warmup = WarmupKind.Linear }, Unit, "objective.warmupEpochs", "at least 1 epoch"),
        (new() { Warmup = WarmupKind.Linear, WarmupEpochs = Epochs + 1 }, Unit, "objective.warmupEpochs", "outlast the run's 10 epochs"),
        (new() { Warmup = WarmupKind.Cyclical, WarmupEpochs = 2, Beta = 0 }, Unit, "objective.warmup", "nothing to warm up"),
    ];

    public static TheoryData<int> FitIndices { get; } = [.. Enumerable.Range(0, Fit.Length)];

    public static TheoryData<int> UnfitIndices { get; } = [.. Enumerable.Range(0, Unfit.Length)];

    [Theory]
    [MemberData(nameof(FitIndices))]
    public void Check_FindsNothing_WhenAllFits(int index) => Check(Fit[index].Objective, Fit[index].Model).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(UnfitIndices))]
    public void Check_NamesCauseAndRemedy_Once(int index)
    {
        var (objective, model, field, message) = Unfit[index];

        var violation = Check(objective, model).ShouldHaveSingleItem();

        violation.Field.ShouldBe(field);
        violation.Message.ShouldContain(message);
        violation.Actual.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(double.PositiveInfinity)]
    public void Check_NamesEveryValueOutOfRange(double value)
    {
        var objective = new ObjectiveOptions
        {
            Beta = value,
            Sigma = value,
            FreeBits = value,
            TotalCorrelation = value,
            Mmd = value,
            LabelledShare = value,
            ClassifierWeight = value,
            Samples = 0,
        };

        Check(objective, Unit).Select(violation => violation.Field).ToHashSet().ShouldBe(
            [
                "objective.beta", "objective.sigma", "objective.samples", "objective.freeBits", "objective.totalCorrelation", "objective.mmd",
                "objective.labelledShare", "objective.classifierWeight",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void Check_FindsEverythingAtOnce()
    {
        var objective = new ObjectiveOptions { Beta = 5000, Scale = ScaleKind.Learned, WarmupEpochs = 4, Samples = 2000 };

        Check(objective, Tanh).Count.ShouldBe(6);
    }

    [Theory]
    [InlineData(1, 1, 1.0, 0.0, "training.batchSize")]
    [InlineData(1, 1, 0.0, 1.0, "training.batchSize")]
    [InlineData(8192, 1, 1.0, 0.0, "training.batchSize")]
    [InlineData(8192, 9, 0.0, 0.0, "objective.samples")]
    [InlineData(5792, 1, 1.0, 1.0, null)]
    [InlineData(8192, 8, 0.0, 1.0, null)]
    [InlineData(1, 1000, 0.0, 0.0, null)]
    public void CheckBatch_BoundsWhatAStepHolds(int batchSize, int samples, double totalCorrelation, double mmd, string? field)
    {
        var violations = new List<Violation>();

        ObjectiveRules.CheckBatch(new ObjectiveOptions { Samples = samples, TotalCorrelation = totalCorrelation, Mmd = mmd }, Unit, batchSize, violations);

        violations.Select(violation => violation.Field).ShouldBe(field is null ? [] : [field]);
    }

    [Theory]
    [InlineData(6553, true)]
    [InlineData(6554, false)]
    public void CheckBatch_CountsEveryClass_OfAnM2Model(int batchSize, bool fits)
    {
        var violations = new List<Violation>();
        var model = new M2VaeOptions { LatentDim = 2, HiddenDims = [5], Classes = 10 };

        // 65,536 rows of ten classes each.
        ObjectiveRules.CheckBatch(new ObjectiveOptions(), model, batchSize, violations);

        violations.Select(violation => violation.Message.Contains("Use a batch of 6553 or less", StringComparison.Ordinal)).ShouldBe(fits ? [] : [true]);
    }

    private static List<Violation> Check(ObjectiveOptions objective, VaeOptions model)
    {
        var violations = new List<Violation>();
        ObjectiveRules.Check(objective, model, Epochs, violations);
        return violations;
    }
}
