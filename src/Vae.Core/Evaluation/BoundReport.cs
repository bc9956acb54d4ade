using Vae.Core.Models;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Evaluation;

/// <summary>Measures the bound for a report: that of the model's family, whatever else its training added to it.</summary>
internal static class BoundReport
{
    public static BoundFigures Measure(
        VaeModel model, ReportData data, ObjectiveOptions trained, bool isBinary, Generator generator, CancellationToken cancellation)
    {
        var plain = trained with
        {
            Beta = trained.SampleLatent ? 1 : 0,
            Samples = 1,
            Divergence = DivergenceKind.Analytic,
            Bound = BoundKind.Elbo,
            FreeBits = 0,
            Warmup = WarmupKind.None,
            WarmupEpochs = 0,
            TotalCorrelation = 0,
            Mmd = 0,
        };
        var objective = Bound(plain, model.Options);
        var rows = BatchBudget.Rows(model, ReportSizes.MaxBatch, BatchBudget.Copies(model.Options, samples: 1));
        var (loss, recon, kl) = (0.0, 0.0, 0.0);
        for (var start = 0L; start < data.Count; start += rows)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var terms = objective.Evaluate(model, data.Rows(start, Math.Min(rows, data.Count - start)), generator);
            loss += terms.Loss.item<float>();
            recon += terms.Recon.item<float>();
            kl += terms.Kl.item<float>();
        }

        var mean = ReportBuilder.Figure(recon / data.Count);
        if (!trained.SampleLatent)
            return new BoundFigures(null, mean, null, false, "This is a plain autoencoder: it draws no latents, so there is no bound on a likelihood.");
        return new BoundFigures(
            ReportBuilder.Figure(loss / data.Count), mean, ReportBuilder.Figure(kl / data.Count),
            IsLikelihood(trained.Likelihood, isBinary), NoteOf(trained, isBinary));
    }

    /// <summary>
    /// A cluster model's own objective leaves the constant of its uniform clusters out, and weighs closed divergences by a classifier at one draw:
    /// no bound. Its prior is a mixture with a density, so the bound on log p(x) is that of any prior. That of <c>m2</c>, where no class is shown,
    /// sums over the classes and is a bound on log p(x); where they are shown it would be one on log p(x, y), and the classifier's loss besides.
    /// </summary>
    private static Objective Bound(ObjectiveOptions plain, VaeOptions model) =>
        model is ClusterVaeOptions ? new ElboObjective(plain) : Objective.For(plain, model);

    private static bool IsLikelihood(LikelihoodKind likelihood, bool isBinary) => likelihood != LikelihoodKind.Bernoulli || isBinary;

    private static string? NoteOf(ObjectiveOptions trained, bool isBinary) => trained switch
    {
        { Likelihood: LikelihoodKind.Bernoulli } when !isBinary =>
            "This number is not a likelihood: the pixels are grey, and of grey pixels the Bernoulli distribution gives a cross-entropy with a floor above 0. "
            + "Compare it with other cross-entropies of the same images only, never with results on black and white ones.",
        { Likelihood: LikelihoodKind.Gaussian, Scale: ScaleKind.Optimal } =>
            "The density of real-valued pixels, with σ fitted to the held-out images themselves: better than what a σ known in advance would give. It can be below 0.",
        { Likelihood: LikelihoodKind.Gaussian or LikelihoodKind.ContinuousBernoulli } =>
            "The density of real-valued pixels, not the probability of bytes: it can be below 0, and has no bits per dimension.",
        _ => null,
    };
}
