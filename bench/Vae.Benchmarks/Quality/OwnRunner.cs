using System.Globalization;
using TorchSharp;
using Vae.Core.Data;
using Vae.Core.Evaluation;
using Vae.Core.Latents;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;

namespace Vae.Benchmarks.Quality;

/// <summary>Runs a plan with the product's trainer and measures what it gave.</summary>
/// <param name="nllImages">Binarised held-out images that the NLL is measured on.</param>
/// <param name="pictures">Where the model leaves a picture; empty for nowhere.</param>
/// <param name="log">Receives a line an epoch.</param>
internal sealed class OwnRunner(int nllImages, string pictures, TextWriter log)
{
    private const double ActiveVariance = 0.01;
    private const int EncodeRows = 500;
    private const int NllBatch = 10;
    private const ulong NllSeed = 1;

    /// <summary>Trains and measures.</summary>
    /// <param name="recipe">What to measure.</param>
    /// <param name="plan">What to train.</param>
    /// <param name="data">What to train on.</param>
    public Figures Run(Recipe recipe, TrainingPlan plan, QualityData data)
    {
        using var trained = new Trainer(plan, TimeProvider.System).Run(data.Images, new EpochLog(log), CancellationToken.None);
        var test = plan.Training.Binarization == BinarizationKind.None ? data.Images.Test : data.BinaryTest;
        var held = plan.Training.Binarization == BinarizationKind.None ? trained.Test : Measure(trained.Model, test, plan.Objective);
        var figures = new Figures
        {
            TrainLoss = trained.Train.Loss,
            TrainRecon = trained.Train.Recon,
            TrainKl = trained.Train.Kl,
            TestLoss = held.Loss,
            TestRecon = held.Recon,
            TestKl = held.Kl,
            Constant = Constant(plan),
            BitsPerDimension = plan.Objective.Likelihood == LikelihoodKind.DiscretizedLogistic ? held.Loss / (plan.Input.Pixels * Math.Log(2)) : null,
            ActiveUnits = ActiveUnits(trained.Model, test),
            Directions = trained.Epochs[^1].Health?.Directions,
            Accuracy = Classification.Accuracy(trained.Model, test),
        };
        if (pictures.Length > 0) QualityPicture.Write(trained.Model, data.Images.Test, Path.Combine(pictures, $"{recipe.Name}.png"));
        return recipe.NllSamples > 0 ? WithNll(figures, trained.Model, plan.Objective, (data.BinaryTest, recipe.NllSamples)) : figures;
    }

    private static Losses Measure(VaeModel model, ImageSet images, ObjectiveOptions objective)
    {
        using var tensor = images.ToTensor();
        return Evaluator.Evaluate(model, tensor, objective, CancellationToken.None);
    }

    /// <summary>Over the same binarised images as the peer's, so that the difference of both is sharper than either error.</summary>
    private Figures WithNll(Figures figures, VaeModel model, ObjectiveOptions objective, (ImageSet Images, int Samples) on)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(NllSeed, torch.CPU);
        var count = Math.Min(nllImages, on.Images.Count);
        var images = on.Images.ToTensor();
        var values = new double[count];
        for (var start = 0; start < count; start += NllBatch)
        {
            using var chunk = torch.NewDisposeScope();
            var length = Math.Min(NllBatch, count - start);
            using var estimate = ImportanceSampling.Estimate(model, new Batch(images.narrow(0, start, length)), objective, on.Samples, generator);
            using var likelihoods = estimate.LogLikelihood.data<double>();
            likelihoods.CopyTo(values.AsSpan(start, length));
        }

        var mean = values.Average();
        var variance = values.Sum(value => Math.Pow(value - mean, 2)) / Math.Max(1, count - 1);
        return figures with { Nll = -mean, NllError = Math.Sqrt(variance / count), NllImages = count, NllSamples = on.Samples };
    }

    private static double? Constant(TrainingPlan plan) =>
        plan.Objective is { Likelihood: LikelihoodKind.Gaussian, Scale: ScaleKind.Fixed, Sigma: var sigma }
            ? plan.Input.Pixels * Math.Log(sigma * Math.Sqrt(2 * Math.PI))
            : null;

    private static int ActiveUnits(VaeModel model, ImageSet images)
    {
        using var space = new LatentSpace(model);
        var (sum, squares) = (new double[space.LatentDim], new double[space.LatentDim]);
        var pixels = new float[EncodeRows * images.Shape.Pixels];
        for (var start = 0; start < images.Count; start += EncodeRows)
        {
            var count = Math.Min(EncodeRows, images.Count - start);
            var bytes = images.Pixels.Span.Slice(start * images.Shape.Pixels, count * images.Shape.Pixels);
            for (var i = 0; i < bytes.Length; i++) pixels[i] = bytes[i] / 255f;
            var mu = space.Encode(pixels.AsSpan(0, bytes.Length), count).Mu;
            for (var i = 0; i < mu.Length; i++)
            {
                sum[i % space.LatentDim] += mu[i];
                squares[i % space.LatentDim] += (double)mu[i] * mu[i];
            }
        }

        return sum.Zip(squares).Count(one => (one.Second / images.Count) - Math.Pow(one.First / images.Count, 2) > ActiveVariance);
    }

    private sealed class EpochLog(TextWriter log) : ITrainingObserver
    {
        public void OnProgress(TrainingProgress progress)
        {
        }

        public void OnEpoch(EpochSummary epoch, VaeModel model) => log.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  epoch {epoch.Epoch}: train {epoch.Train.Loss:F3}, test {epoch.Test.Loss:F3} = {epoch.Test.Recon:F3} + {epoch.Test.Kl:F3}, {epoch.Duration.TotalSeconds:F1} s"));
    }
}
