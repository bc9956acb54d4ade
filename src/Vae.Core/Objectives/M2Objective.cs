using Vae.Core.Distributions;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Objectives;

/// <summary>
/// The objective of the semi-supervised model M2. With a label y: L(x, y) = −E_q[log p(x|y, z)] + β·KL(q(z|x, y) ‖ p(z)) + log K, and
/// α·(−log q(y|x)) for the classifier. Without one: Σ_y q(y|x)·L(x, y) − H(q(y|x)).
/// </summary>
/// <remarks>
/// Kingma et al. 2014, equations 6 to 9, the classes equally likely. Its α = 0.1·N weighs the mean over the labelled images, N all images: of each
/// labelled image that is 0.1 divided by the labelled share.
/// </remarks>
public sealed class M2Objective : Objective
{
    private const double ClassifierWeight = 0.1;

    /// <summary>The objective with the given options.</summary>
    /// <param name="options">Checked options: likelihood, scale, β and the labelled share are used.</param>
    public M2Objective(ObjectiveOptions options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Draws <c>[L, D]</c> for the L images with a label, then <c>[K·U, D]</c> for the U without, row <c>y·U + u</c> image u as class y. Where there
    /// are none of a kind, there is no draw. <c>Extra</c> holds what depends on classes alone.
    /// </remarks>
    public override ElboTerms Evaluate(VaeModel model, Batch batch, Generator generator, double warmup = 1)
    {
        var m2 = model as M2Vae ?? throw new ArgumentException($"Expected an m2 model, got {model.Options.Architecture}.", nameof(model));
        using var scope = NewDisposeScope();
        var x = m2.ToRange(batch.X);
        var classes = m2.Options.Classes;
        var (labelled, unlabelled) = Split(batch, classes);

        Terms? sum = null;
        if (labelled.shape[0] > 0) sum = Labelled(m2, x.index_select(0, labelled), batch.Y!.index_select(0, labelled), generator);
        if (unlabelled.shape[0] > 0) sum = Plus(sum, Unlabelled(m2, x.index_select(0, unlabelled), generator));
        if (sum is null) throw new ArgumentException("The batch has no images; at least 1 is needed.", nameof(batch));

        var extra = sum.Extra + (x.shape[0] * Math.Log(classes));
        var loss = sum.Recon.add(sum.Kl, warmup * Options.Beta) + extra;
        scope.MoveToOuter(loss, sum.Recon, sum.Kl);
        return new ElboTerms(loss, sum.Recon, sum.Kl, scope.MoveToOuter(extra));
    }

    private Terms Labelled(M2Vae model, Tensor x, Tensor y, Generator generator)
    {
        var each = PerImage(model, x, y, generator);
        var misfit = -(y * model.LogClasses(x)).sum();
        return new Terms(each.Recon.sum(), each.Kl.sum(), misfit * (ClassifierWeight / Options.LabelledShare));
    }

    private Terms Unlabelled(M2Vae model, Tensor x, Generator generator)
    {
        var (count, classes) = (x.shape[0], (long)model.Options.Classes);
        var each = PerImage(model, x.repeat(classes, 1, 1, 1), eye(classes, dtype: x.dtype, device: x.device).repeat_interleave(count, 0), generator);
        var logs = model.LogClasses(x); // [U, K]
        var shares = logs.exp();
        var byClass = shares.t().reshape(classes * count); // row y·U + u
        return new Terms((byClass * each.Recon).sum(), (byClass * each.Kl).sum(), (shares * logs).sum());
    }

    /// <summary>Both parts of L(x, y) before they are summed: <c>[B]</c> each.</summary>
    private Terms PerImage(M2Vae model, Tensor x, Tensor y, Generator generator)
    {
        var posterior = model.EncodeTold(x, y);
        var raw = model.DecodeTold(posterior.Sample(generator), y);
        var kl = posterior.Kl();
        return new Terms(Likelihood.For(Options, model).PerImage(raw, x), kl, kl);
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

    private static Terms Plus(Terms? a, Terms b) => a is null ? b : new Terms(a.Recon + b.Recon, a.Kl + b.Kl, a.Extra + b.Extra);

    private sealed record Terms(Tensor Recon, Tensor Kl, Tensor Extra);
}
