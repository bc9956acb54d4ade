using Vae.Core.Data;
using Vae.Core.Distributions;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;
using static TorchSharp.torch;

namespace Vae.Core.Evaluation;

/// <summary>Measures a trained model for its <see cref="EvaluationReport"/>.</summary>
public sealed class ReportBuilder
{
    private const long Seed = 20151130;
    private const int MaxMmdPoints = 1000;

    private readonly VaeModel _model;
    private readonly ObjectiveOptions _objective;
    private readonly TrainingOptions _training;
    private readonly long _batch;
    private readonly CancellationToken _cancellation;

    private ReportBuilder(VaeModel model, ObjectiveOptions objective, TrainingOptions training, CancellationToken cancellation)
    {
        _model = model;
        _objective = objective;
        _training = training;
        _batch = BatchBudget.Rows(model, ReportSizes.MaxBatch);
        _cancellation = cancellation;
    }

    /// <summary>Measures a model on the held-out split of the data that trained it.</summary>
    /// <param name="model">The model, on the CPU; put into evaluation mode for the call and back.</param>
    /// <param name="data">Images of the model's shape.</param>
    /// <param name="objective">What was minimised.</param>
    /// <param name="training">How: the report needs to know how pixels became black and white.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns>The report.</returns>
    /// <remarks>Takes some ten seconds for MNIST on two cores and less than 500 MB: the numbers of images follow from their size and the model's.</remarks>
    /// <exception cref="OperationCanceledException">The report was cancelled.</exception>
    public static EvaluationReport Build(
        VaeModel model, Dataset data, ObjectiveOptions objective, TrainingOptions training, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        var wasTraining = model.training;
        using var mode = no_grad();
        using var scope = NewDisposeScope();
        model.eval();
        try
        {
            return new ReportBuilder(model, objective, training, cancellation).Run(data);
        }
        finally
        {
            model.train(wasTraining);
        }
    }

    private EvaluationReport Run(Dataset data)
    {
        var split = DataSplit.Of(data, _training);
        var protocol = ReportSizes.For(_model, split, Seed);
        // Made before everything else of the scope, and disposed after it.
        using var generator = new Generator((ulong)Seed, CPU);
        var heldOut = ReportData.From(split.Test, protocol.HeldOutImages, _model.Options);
        var train = ReportData.From(
            split.Train, protocol.TrainImages, _model.Options, _training.Binarization == BinarizationKind.Dynamic ? generator : null);
        var isBinary = heldOut.IsBinary();
        var bound = BoundReport.Measure(_model, heldOut, _objective, isBinary, generator, _cancellation);
        var latents = LatentSet.Of(_model, heldOut, generator, _cancellation);
        var assigned = ClassReport.Assign(_model, heldOut, _cancellation);
        var shown = Guess(heldOut, assigned);
        return new EvaluationReport
        {
            Basis = new ReportBasis(
                data.Sha256, _objective.Likelihood, _model.Options.Range, isBinary ? ReportBasis.BinaryPixels : ReportBasis.GreyPixels,
                _model.Options.LatentDim, heldOut.Y is not null)
            {
                Scale = _objective.Likelihood == LikelihoodKind.Gaussian ? _objective.Scale : null,
            },
            Protocol = protocol,
            Bound = bound,
            Importance = ImportanceReport.Measure(_model, heldOut, protocol, _objective, bound, generator, _cancellation),
            Reconstruction = Reconstruct(shown, latents.Means),
            Latent = MeasureLatents(latents, generator),
            Samples = MeasureSamples(shown, train, protocol.PriorSamples, generator),
            Classes = ClassReport.Measure(_model, heldOut, train, assigned, generator, _cancellation),
            Health = CollapseDoctor.Examine(_model, new Batch(heldOut.X, heldOut.Y), _objective),
        };
    }

    /// <summary>The classes that a model which guesses them finds likeliest: what it decodes with. Others are told what they are told.</summary>
    private ReportData Guess(ReportData heldOut, int[]? assigned) => _model.Options.InfersClasses && assigned is not null
        ? heldOut with { Y = Conditioning.OneHot(assigned, _model.Options.Classes, CPU) }
        : heldOut;

    private ReconstructionFigures Reconstruct(ReportData heldOut, Tensor means)
    {
        double squares = 0;
        double ssim = 0;
        for (var start = 0L; start < heldOut.Count; start += _batch)
        {
            _cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var length = Math.Min(_batch, heldOut.Count - start);
            var batch = heldOut.Rows(start, length);
            var decoded = _model.Decode(means.narrow(0, start, length), batch.Y);
            squares += (decoded - batch.X).square().sum().item<float>();
            ssim += ImageQuality.Ssim(decoded, batch.X).Sum(value => (double)value);
        }

        var mse = squares / heldOut.X.numel();
        var input = _model.Input;
        return new ReconstructionFigures(
            Figure(mse), Figure(ImageQuality.Psnr(mse)), Figure(ssim / heldOut.Count), ImageQuality.WindowOf(input.Height, input.Width));
    }

    private LatentFigures MeasureLatents(LatentSet latents, Generator generator)
    {
        using var scope = NewDisposeScope();
        var variance = TensorMemory.ToArray(latents.Means.var(0, unbiased: latents.Means.shape[0] > 1));
        var active = variance.Count(value => value > LatentSet.ActiveVariance);
        if (!latents.Draws.isfinite().all().item<bool>()) return new LatentFigures(active, null, null);

        var draws = _model.Prior.Sample(latents.Draws.shape[0], generator);
        var prior = _model.Prior is StandardNormal ? GaussianFit.Standard(draws.shape[1]) : GaussianFit.Of(draws);
        var few = SpreadRows.Of(MaxMmdPoints, draws.shape[0]);
        var index = tensor(few);
        return new LatentFigures(
            active,
            Figure(GaussianFit.Of(latents.Draws).Frechet(prior)),
            few.Length < 2 ? null : Figure(MaximumMeanDiscrepancy.Estimate(latents.Draws.index_select(0, index), draws.index_select(0, index)).item<float>()));
    }

    private SampleFigures MeasureSamples(ReportData heldOut, ReportData train, int count, Generator generator)
    {
        using var scope = NewDisposeScope();
        var z = _model.Prior.Sample(count, generator);
        var samples = DecodeAll(z, heldOut);
        if (!samples.isfinite().all().item<bool>()) return new SampleFigures(null, null, null, null, null);

        // As many training images as there are of the others: the distance depends on the numbers.
        using var features = new RandomFeatures(_model.Input.Channels);
        var reference = GaussianFit.Of(features.Of(heldOut.X, _cancellation));
        var few = train.X.index_select(0, tensor(SpreadRows.Of(heldOut.Count, train.Count)));
        var distance = GaussianFit.Of(features.Of(samples, _cancellation)).Frechet(reference);
        var floor = GaussianFit.Of(features.Of(few, _cancellation)).Frechet(reference);

        var points = train.Flat();
        var nearest = Distances.MeanNearest(samples.flatten(1), points, _cancellation);
        var unseen = Distances.MeanNearest(heldOut.Flat(), points, _cancellation);
        return new SampleFigures(Figure(distance), Figure(floor), Figure(nearest), Figure(unseen), Figure(nearest / unseen));
    }

    /// <summary>Draws of the prior as images; a model that is told classes is told those of the held-out images, one each.</summary>
    private Tensor DecodeAll(Tensor z, ReportData heldOut)
    {
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        for (var start = 0L; start < z.shape[0]; start += _batch)
        {
            _cancellation.ThrowIfCancellationRequested();
            var length = Math.Min(_batch, z.shape[0] - start);
            using var batch = NewDisposeScope();
            parts.Add(batch.MoveToOuter(_model.Decode(z.narrow(0, start, length), heldOut.Y?.narrow(0, start, length))));
        }

        return scope.MoveToOuter(cat(parts));
    }

    /// <summary>The value, or null where it is not finite: JSON has no word for that.</summary>
    internal static double? Figure(double value) => double.IsFinite(value) ? value : null;
}
