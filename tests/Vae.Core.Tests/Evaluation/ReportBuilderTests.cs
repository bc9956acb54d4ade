using System.Text.Json;
using Vae.Core.Data;
using Vae.Core.Evaluation;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Evaluation;

public class ReportBuilderTests : TensorTest
{
    private static readonly VaeOptions Options = new MlpVaeOptions { LatentDim = 2, HiddenDims = [8] };

    private static Dataset Digits { get; } = new("digits", DigitsGenerator.Generate(200, 1), DigitsGenerator.Generate(60, 2));

    [Fact]
    public void Build_GivesTheSame_WhenRepeated_AndLeavesTheModelAsItWas()
    {
        using var model = Some.Model(Options, Digits.Train.Shape);

        var first = Build(model, Digits);

        JsonSerializer.Serialize(Build(model, Digits)).ShouldBe(JsonSerializer.Serialize(first));
        model.training.ShouldBeTrue();
        model.parameters().ShouldAllBe(parameter => ReferenceEquals(parameter.grad, null));
        first.Protocol.ShouldBe(new ReportProtocol(20151130, 60, 200, 60, 60, 100));
        first.Basis.ShouldBe(new ReportBasis(Digits.Sha256, LikelihoodKind.Bernoulli, PixelRange.Unit, "grey", 2, false));
    }

    [Fact]
    public void Build_GivesTheClosedForms_WhenTheModelIsBlind()
    {
        using var model = Some.Model(Options, Digits.Train.Shape);
        foreach (var parameter in model.parameters()) parameter.requires_grad_(false).fill_(0);

        var report = Build(model, Digits);

        // The posterior is the prior and every pixel ½: each costs ln 2 whatever its value, and all weights are equal.
        report.Bound.NegativeElbo!.Value.ShouldBe(784 * Math.Log(2), 1e-2);
        report.Bound.Kl.ShouldBe(0);
        report.Importance.Nll!.Value.ShouldBe(784 * Math.Log(2), 1e-2);
        report.Importance.StandardError!.Value.ShouldBe(0, 1e-3);
        report.Importance.EffectiveSampleSize!.Value.ShouldBe(100, 0.1);
        report.Reconstruction.Mse!.Value.ShouldBe(MeanSquareFromHalf(Digits.Test), 1e-5);
        report.Reconstruction.Psnr!.Value.ShouldBe(-10 * Math.Log10(MeanSquareFromHalf(Digits.Test)), 1e-3);
        report.Latent.ActiveUnits.ShouldBe(0);
        report.Health.Diagnosis.ShouldNotBeNull();
        report.Classes!.NeighborAccuracy!.Value.ShouldBeLessThan(0.5);
    }

    [Fact]
    public void Build_SaysThatGreyPixelsHaveNoLikelihood_AndThatBlackAndWhiteOnesHave()
    {
        using var model = Some.Model(Options, Digits.Train.Shape);

        var grey = Build(model, Digits);
        var binary = Build(model, Digits, training: new TrainingOptions { Binarization = BinarizationKind.Dynamic });

        grey.Bound.IsLikelihood.ShouldBeFalse();
        grey.Bound.Note!.ShouldStartWith("This number is not a likelihood");
        grey.Importance.BitsPerDimension.ShouldBeNull();
        grey.Importance.Note!.ShouldContain("no bits per dimension");
        binary.Bound.IsLikelihood.ShouldBeTrue();
        binary.Bound.Note.ShouldBeNull();
        binary.Basis.Pixels.ShouldBe("binary");
        binary.Importance.BitsPerDimension!.Value.ShouldBe(binary.Importance.Nll!.Value / (784 * Math.Log(2)), 1e-12);
    }

    [Fact]
    public void Build_GivesNoBound_WhenTheModelIsAPlainAutoencoder()
    {
        using var model = Some.Model(Options, Digits.Train.Shape);

        var report = Build(model, Digits, new ObjectiveOptions { Beta = 0, SampleLatent = false });

        report.Bound.NegativeElbo.ShouldBeNull();
        report.Bound.Note!.ShouldContain("plain autoencoder");
        report.Importance.Nll.ShouldBeNull();
        report.Health.Diagnosis.ShouldBeNull();
        report.Reconstruction.Mse.ShouldNotBeNull();
    }

    [Fact]
    public void Build_Works_WithTheFewestImages_WithoutLabels()
    {
        using var model = Some.Model();

        var report = Build(model, Some.Dataset(train: 1, test: 1));

        report.Classes.ShouldBeNull();
        report.Importance.StandardError.ShouldBeNull();
        report.Reconstruction.SsimWindow.ShouldBe("uniform-4");
    }

    [Fact]
    public void Build_FindsCopies_WhenSamplesAreTrainingImages()
    {
        // Every decoded image is the one black training image.
        using var model = Some.Model(Options, Digits.Train.Shape);
        using (no_grad())
        {
            foreach (var (name, parameter) in model.named_parameters())
            {
                parameter.fill_(0);
                if (name == "fc4.bias") parameter.fill_(-40);
            }
        }

        var black = new ImageSet(Digits.Train.Shape, new byte[784], new byte[1]);

        var samples = Build(model, new Dataset("black", black, Digits.Test)).Samples;

        samples.NearestTrain!.Value.ShouldBe(0, 1e-6);
        samples.HeldOutNearestTrain!.Value.ShouldBeGreaterThan(1);
        samples.MemorisationRatio!.Value.ShouldBe(0, 1e-6);
    }

    [Fact]
    public void Build_Stops_WhenCancelled()
    {
        using var model = Some.Model(Options, Digits.Train.Shape);
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Should.Throw<OperationCanceledException>(() => ReportBuilder.Build(model, Digits, new ObjectiveOptions(), new TrainingOptions(), stop.Token));
        model.training.ShouldBeTrue();
    }

    private static EvaluationReport Build(VaeModel model, Dataset data, ObjectiveOptions? objective = null, TrainingOptions? training = null) =>
        ReportBuilder.Build(model, data, objective ?? new(), training ?? new(), TestContext.Current.CancellationToken);

    private static double MeanSquareFromHalf(ImageSet set)
    {
        double sum = 0;
        foreach (var value in set.Pixels.Span) sum += Math.Pow((value / 255.0) - 0.5, 2);
        return sum / set.Pixels.Length;
    }
}
