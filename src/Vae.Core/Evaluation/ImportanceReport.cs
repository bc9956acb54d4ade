using Vae.Core.Models;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Evaluation;

/// <summary>Measures the importance-weighted likelihood for a report.</summary>
internal static class ImportanceReport
{
    public static ImportanceFigures Measure(
        VaeModel model, ReportData data, ReportProtocol protocol, ObjectiveOptions trained, BoundFigures bound, Generator generator, CancellationToken cancellation)
    {
        if (!trained.SampleLatent) return new ImportanceFigures(null, null, null, null, bound.Note);

        var (likelihoods, sizes) = (new List<double>(), new List<double>());
        // A part of the images, spread over all of them too.
        var rows = SpreadRows.Of(protocol.ImportanceImages, data.Count);
        foreach (var chunk in rows.Chunk((int)BatchBudget.Rows(model, ReportSizes.MaxBatch)))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var index = tensor(chunk);
            var batch = new Batch(data.X.index_select(0, index), data.Y?.index_select(0, index));
            var estimate = model.Options.InfersClasses
                ? ClassSum.Estimate(model, batch.X, trained, protocol.ImportanceSamples, generator)
                : ImportanceSampling.Estimate(model, batch, trained, protocol.ImportanceSamples, generator);
            likelihoods.AddRange(estimate.LogLikelihood.to(ScalarType.Float64).data<double>().ToArray());
            sizes.AddRange(estimate.EffectiveSampleSize.to(ScalarType.Float64).data<double>().ToArray());
        }

        var nll = -likelihoods.Average();
        var bits = bound.IsLikelihood && trained.Likelihood is LikelihoodKind.Bernoulli or LikelihoodKind.DiscretizedLogistic
            ? ReportBuilder.Figure(nll / (model.Input.Pixels * Math.Log(2)))
            : null;
        return new ImportanceFigures(
            ReportBuilder.Figure(nll),
            ReportBuilder.Figure(StandardError(likelihoods)),
            ReportBuilder.Figure(sizes.Average()),
            bits,
            bits is null ? "There are no bits per dimension: they compare probabilities of pixels' levels, and this number is none." : null);
    }

    private static double StandardError(List<double> values)
    {
        if (values.Count < 2) return double.NaN;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1) / values.Count);
    }
}
