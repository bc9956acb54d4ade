using Vae.Core.Data;
using Vae.Core.Evaluation;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;

namespace Vae.Core.Tests.Evaluation;

public class ReportFamiliesTests : TensorTest
{
    private static readonly ImageShape Grey = new(1, 8, 8);
    private static readonly ObjectiveOptions Elbo = new();
    private static readonly ObjectiveOptions Gaussian = new() { Likelihood = LikelihoodKind.Gaussian };

    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["mlp"] = new(new MlpVaeOptions { LatentDim = 3, HiddenDims = [12] }, Elbo),
        ["conv"] = new(new ConvVaeOptions { LatentDim = 2, Channels = [4, 4], Bottleneck = 6 }, Elbo),
        ["leaky-mlp"] = new(
            new LeakyMlpVaeOptions { LatentDim = 3, HiddenDims = [12, 6], Output = OutputActivation.Tanh, Range = PixelRange.Symmetric }, Gaussian),
        ["resnet"] = new(
            new ResNetVaeOptions { LatentDim = 3, Channels = [4, 4], Blocks = 1, LearnedScale = true },
            Elbo with { Likelihood = LikelihoodKind.DiscretizedLogistic }, Channels: 3),
        ["learned"] = new(new MlpVaeOptions { LatentDim = 3, HiddenDims = [12], LearnedScale = true }, Gaussian with { Scale = ScaleKind.Learned }),
        ["monte-carlo"] = new(new MlpVaeOptions { LatentDim = 3, HiddenDims = [12] }, Elbo with { Divergence = DivergenceKind.MonteCarlo }),
        ["importance-weighted"] = new(
            new MlpVaeOptions { LatentDim = 3, HiddenDims = [12] }, Elbo with { Bound = BoundKind.ImportanceWeighted, Samples = 5 }, BinarizationKind.Dynamic),
        ["batch-norm"] = new(new MlpVaeOptions { LatentDim = 2, HiddenDims = [12], Posterior = PosteriorKind.BatchNorm }, Elbo),
        ["von-mises-fisher"] = new(new MlpVaeOptions { LatentDim = 4, HiddenDims = [12], Posterior = PosteriorKind.VonMisesFisher }, Elbo),
        ["conditional"] = new(new MlpVaeOptions { LatentDim = 3, HiddenDims = [12], Classes = 10 }, Elbo, BinarizationKind.Static),
        ["cluster"] = new(new ClusterVaeOptions { LatentDim = 3, Clusters = 5 }, Gaussian with { Sigma = Math.Sqrt(0.2) }),
        ["m2"] = new(new M2VaeOptions { LatentDim = 3, HiddenDims = [12], Classes = 10 }, Elbo with { LabelledShare = 0.1 }),
    };

    public static TheoryData<string> Names { get; } = [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Build_BoundsTheLikelihoodItEstimates(string name)
    {
        var (options, objective, binarization, channels) = Cases[name];
        var data = Images(Grey with { Channels = channels });
        using var model = Some.Model(options, data.Train.Shape);

        var report = Build(model, data, objective, new TrainingOptions { Binarization = binarization });

        // Both are measured on the same 60 images. The gap is a KL, at least 0; one draw an image leaves some tenths of a nat of noise in the bound.
        report.Protocol.ImportanceImages.ShouldBe(report.Protocol.HeldOutImages);
        report.Importance.Nll!.Value.ShouldBeLessThanOrEqualTo(report.Bound.NegativeElbo!.Value + 0.5);
        report.Bound.Kl!.Value.ShouldBeGreaterThan(-0.5);
        report.Reconstruction.Mse!.Value.ShouldBeInRange(0, 1);
        report.Samples.FeatureDistance.ShouldNotBeNull();
        report.Classes!.ProbeAccuracy.ShouldNotBeNull();
        (report.Classes.ClassifierAccuracy is not null).ShouldBe(name == "m2");
        (report.Classes.ClusterAccuracy is not null).ShouldBe(name == "cluster");
        report.Basis.Told.ShouldBe(name == "conditional");
        report.Basis.Scale.ShouldBe(objective.Likelihood == LikelihoodKind.Gaussian ? objective.Scale : null);
    }

    [Theory]
    [InlineData("cluster")]
    [InlineData("m2")]
    public void Build_GivesTheClosedForm_WhenAModelWithClassesIsBlind(string name)
    {
        var data = Images(Grey);
        using var model = Some.Model(Cases[name].Model, Grey);
        foreach (var parameter in model.parameters()) parameter.requires_grad_(false).fill_(0);

        var report = Build(model, data, Elbo, new TrainingOptions());

        // Posterior and prior are N(0, I), all classes equally likely in both: what remains is ln 2 a pixel, with no constant of the classes.
        report.Bound.NegativeElbo!.Value.ShouldBe(64 * Math.Log(2), 1e-3);
        report.Bound.Kl!.Value.ShouldBe(0, 1e-5);
        report.Importance.Nll!.Value.ShouldBe(64 * Math.Log(2), 1e-3);
        // Every draw weighs the same: 100 of the one model, 100 for each of the ten classes of the other.
        report.Importance.EffectiveSampleSize!.Value.ShouldBe(name == "m2" ? 1000 : 100, 0.5);
        // The first of equally likely categories, for every image: all in one cluster, whose majority is the commonest class.
        (report.Classes!.ClusterAccuracy ?? report.Classes.Chance!.Value).ShouldBe(report.Classes.Chance!.Value, 1e-12);
    }

    [Fact]
    public void Build_DoesNotShowLabels_ToAModelThatGuessesThem()
    {
        var data = Images(Grey);
        var wrong = new Dataset("wrong", data.Train, new ImageSet(Grey, data.Test.Pixels, new byte[data.Test.Count]));
        using var model = Some.Model(Cases["m2"].Model, Grey);

        var (right, other) = (Build(model, data, Elbo, new TrainingOptions()), Build(model, wrong, Elbo, new TrainingOptions()));

        other.Bound.ShouldBe(right.Bound);
        other.Importance.ShouldBe(right.Importance);
        other.Reconstruction.ShouldBe(right.Reconstruction);
        other.Samples.ShouldBe(right.Samples);
        other.Classes!.Chance.ShouldBe(1);
    }

    [Fact]
    public void Build_GivesMuchTheSame_WhenTheSplitIsOrderedByLabel()
    {
        var shuffled = new Dataset("shuffled", DigitsGenerator.Generate(1200, 1), DigitsGenerator.Generate(600, 2));
        var sorted = new Dataset("sorted", Sorted(shuffled.Train), Sorted(shuffled.Test));
        using var model = Some.Model(Cases["mlp"].Model, shuffled.Train.Shape);

        var (a, b) = (Build(model, shuffled, Elbo, new TrainingOptions()), Build(model, sorted, Elbo, new TrainingOptions()));

        // The same images in another order. Half of the training images make the floor: with the first half of the ordered ones it would be that of
        // the digits 0 to 4 against all. Spread over all each digit has its share, so that it is even nearer than by chance.
        b.Samples.FeatureFloor!.Value.ShouldBeLessThan(1.5 * a.Samples.FeatureFloor!.Value);
        b.Reconstruction.Mse!.Value.ShouldBe(a.Reconstruction.Mse!.Value, 1e-6);
    }

    [Fact]
    public void Build_UsesThePixelsOfTheRun_WhenItBinarisedThemOnce()
    {
        var data = Images(Grey);
        var training = new TrainingOptions { Binarization = BinarizationKind.Static, Seed = 9, ValidationShare = 0.25 };
        var split = DataSplit.Of(data, training);
        using var model = Some.Model(Cases["mlp"].Model, Grey);

        var report = Build(model, data, Elbo, training);

        // What the same report says of a dataset that is the run's split, black and white already.
        var drawn = Build(model, new Dataset("drawn", split.Train, split.Test), Elbo, new TrainingOptions());
        report.Protocol.TrainImages.ShouldBe(150);
        report.Samples.ShouldBe(drawn.Samples);
        report.Bound.ShouldBe(drawn.Bound);
    }

    private static EvaluationReport Build(VaeModel model, Dataset data, ObjectiveOptions objective, TrainingOptions training) =>
        ReportBuilder.Build(model, data, objective, training, TestContext.Current.CancellationToken);

    private static Dataset Images(ImageShape shape) => new("some", Labelled(200, 5, shape), Labelled(60, 6, shape));

    private static ImageSet Labelled(int count, int seed, ImageShape shape)
    {
        var labels = new byte[count];
        for (var i = 0; i < count; i++) labels[i] = (byte)(i % 10);
        return new ImageSet(shape, Some.Images(count, seed, shape).Pixels, labels);
    }

    private static ImageSet Sorted(ImageSet images)
    {
        var rows = Enumerable.Range(0, images.Count).OrderBy(row => images.Labels!.Value.Span[row]).ToArray();
        var pixels = rows.SelectMany(row => images.Image(row).ToArray()).ToArray();
        return new ImageSet(images.Shape, pixels, rows.Select(row => images.Labels!.Value.Span[row]).ToArray());
    }

    private sealed record Case(
        VaeOptions Model, ObjectiveOptions Objective, BinarizationKind Binarization = BinarizationKind.None, int Channels = 1);
}
