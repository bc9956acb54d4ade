using static TorchSharp.torch;

namespace Vae.Core.Training;

/// <summary>What a step was worth, summed over its batch, in nats.</summary>
/// <param name="Recon">−log p(x|z).</param>
/// <param name="Kl">The divergence.</param>
/// <param name="Extra">Everything else in the loss.</param>
/// <param name="GradientNorm">The L2 norm of the gradient of the summed loss, before it was shortened.</param>
internal readonly record struct StepFigures(double Recon, double Kl, double Extra, double GradientNorm)
{
    private const int WithExtra = 4;

    /// <summary>Reads rows of one epoch from their device at once.</summary>
    /// <param name="rows">Results of <see cref="TrainingStep.Run"/>, at least one; they stay the caller's.</param>
    public static StepFigures[] Read(IReadOnlyList<Tensor> rows)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var values = TensorMemory.ToArray(rows.Count == 1 ? rows[0] : cat([.. rows]));
        var width = values.Length / rows.Count;
        var read = new StepFigures[rows.Count];
        for (var i = 0; i < read.Length; i++)
        {
            var row = values.AsSpan(i * width, width);
            read[i] = new StepFigures(row[0], row[1], width == WithExtra ? row[2] : 0, row[^1]);
        }

        return read;
    }

    /// <summary>The first of them that is not finite, or null.</summary>
    public NonFiniteTerm? NonFinite() => this switch
    {
        { Recon: var recon } when !double.IsFinite(recon) => new NonFiniteTerm("recon", recon),
        { Kl: var kl } when !double.IsFinite(kl) => new NonFiniteTerm("kl", kl),
        { Extra: var extra } when !double.IsFinite(extra) => new NonFiniteTerm("extra", extra),
        { GradientNorm: var norm } when !double.IsFinite(norm) => new NonFiniteTerm("gradient", norm),
        _ => null,
    };
}
