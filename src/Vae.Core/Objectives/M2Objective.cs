using Vae.Core.Distributions;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Objectives;

/// <summary>
/// The objective of the semi-supervised model M2, per image: the bounds of labelled and of unlabelled images in the proportion of the dataset, and
/// w·(−log q(y|x)), a mean over the labelled ones, for the classifier. With a label y the bound is L(x, y) = −E_q[log p(x|y, z)] +
/// β·KL(q(z|x, y) ‖ p(z)) + log K, without one Σ_y q(y|x)·L(x, y) − H(q(y|x)).
/// </summary>
/// <remarks>
/// Kingma et al. 2014, equations 6 to 9, divided by the number of images, the classes equally likely. As long as a batch has both kinds, what share of it
/// is labelled does not move the expectation of the loss: batches may hold more labelled images than the dataset does.
/// </remarks>
public sealed class M2Objective : Objective
{
    /// <summary>The objective with the given options.</summary>
    /// <param name="options">Checked options: likelihood, scale, β, the labelled share and the classifier's weight are used.</param>
    public M2Objective(ObjectiveOptions options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Draws <c>[L, D]</c> for the L images with a label, then <c>[K·U, D]</c> for the U without, row <c>y·U + u</c> image u as class y. Where there
    /// are none of a kind, there is no draw, and the other kind stands for all. <c>Extra</c> holds what depends on classes alone.
    /// </remarks>
    public override ElboTerms Evaluate(VaeModel model, Batch batch, Generator generator, double warmup = 1)
    {
        var m2 = model as M2Vae ?? throw new ArgumentException($"Expected an m2 model, got {model.Options.Architecture}.", nameof(model));
        if (batch.X.shape[0] == 0) throw new ArgumentException("The batch has no images; at least 1 is needed.", nameof(batch));
        using var scope = NewDisposeScope();
        var x = m2.ToRange(batch.X);
        var classes = m2.Options.Classes;
        var (labelled, unlabelled) = Split(batch, classes);
        var mean = Mean(
            labelled.shape[0] > 0 ? Labelled(m2, x.index_select(0, labelled), batch.Y!.index_select(0, labelled), generator) : null,
            unlabelled.shape[0] > 0 ? Unlabelled(m2, x.index_select(0, unlabelled), generator) : null);

        var count = x.shape[0];
        var (recon, kl, extra) = (mean.Recon * count, mean.Kl * count, (mean.Extra + Math.Log(classes)) * count);
        var loss = recon.add(kl, warmup * Options.Beta) + extra;
        scope.MoveToOuter(loss, recon, kl);
        return new ElboTerms(loss, recon, kl, scope.MoveToOuter(extra));
    }

    private Terms Labelled(M2Vae model, Tensor x, Tensor y, Generator generator)
    {
        var posterior = model.EncodeTold(x, y);
        var raw = model.DecodeTold(posterior.Sample(generator), y);
        var misfit = -(y * model.LogClasses(x)).sum(1).mean();
        return new Terms(Likelihood.For(Options, model).PerImage(raw, x).mean(), posterior.Kl().mean(), misfit * Options.ClassifierWeight);
    }

    private Terms Unlabelled(M2Vae model, Tensor x, Generator generator)
    {
        var (count, classes) = (x.shape[0], (long)model.Options.Classes);
        var posterior = model.EncodeAsEach(x);
        var y = eye(classes, dtype: x.dtype, device: x.device).repeat_interleave(count, 0);
        var raw = model.DecodeTold(posterior.Sample(generator), y);
        var recon = Likelihood.For(Options, model).PerImage(raw, x.repeat(classes, 1, 1, 1));
        var logs = model.LogClasses(x); // [U, K]
        var shares = logs.exp();
        var byClass = shares.t().reshape(classes * count); // row y·U + u
        return new Terms((byClass * recon).sum() / count, (byClass * posterior.Kl()).sum() / count, (shares * logs).sum() / count);
    }

    /// <summary>Both kinds in the proportion of the dataset; at least one is there, and where only one is, it stands for all.</summary>
    private Terms Mean(Terms? labelled, Terms? unlabelled)
    {
        if (labelled is null) return unlabelled!;
        if (unlabelled is null) return labelled;
        var (share, rest) = (Options.LabelledShare, 1 - Options.LabelledShare);
        return new Terms(
            (labelled.Recon * share) + (unlabelled.Recon * rest),
            (labelled.Kl * share) + (unlabelled.Kl * rest),
            // The classifier's own term is a mean over the labelled images, however few.
            labelled.Extra + (unlabelled.Extra * rest));
    }

    /// <summary>Places of the images with a label and of those without.</summary>
    private static (Tensor Labelled, Tensor Unlabelled) Split(Batch batch, int classes)
    {
        var count = batch.X.shape[0];
        if (batch.Y is not { } y) return (empty(0, dtype: ScalarType.Int64, device: batch.X.device), arange(count, device: batch.X.device));
        if (y.shape is not [var rows, var columns] || rows != count || columns != classes)
        {
            throw new ArgumentException($"Expected classes of shape [{count}, {classes}], got [{string.Join(", ", y.shape)}].", nameof(batch));
        }

        var said = y.sum(1) > 0.5;
        return (said.nonzero().flatten(), said.logical_not().nonzero().flatten());
    }

    /// <summary>Means over images.</summary>
    private sealed record Terms(Tensor Recon, Tensor Kl, Tensor Extra);
}
