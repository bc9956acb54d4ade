namespace Vae.Core.Objectives;

/// <summary>The share of β that counts at each step.</summary>
/// <param name="kind">How β grows.</param>
/// <param name="epochs">Length of a linear warm-up, or of one cycle, in epochs; at least 1 unless <paramref name="kind"/> is none.</param>
internal sealed class WarmupSchedule(WarmupKind kind, int epochs)
{
    /// <summary>The schedule of an objective.</summary>
    /// <param name="options">Checked options.</param>
    public static WarmupSchedule For(ObjectiveOptions options) => new(options.Warmup, options.WarmupEpochs);

    /// <summary>The share at one step.</summary>
    /// <param name="step">Number of steps done before this one, over the whole run: 0 at the first.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch, at least 1.</param>
    /// <returns>
    /// 0 to 1. Linear: 0 at the first step, 1 from step <c>epochs · stepsPerEpoch</c> on. Cyclical (Fu et al. 2019): in every cycle 0 at its
    /// first step, 1 from its middle to its end.
    /// </returns>
    public double At(long step, long stepsPerEpoch)
    {
        if (kind == WarmupKind.None) return 1;
        double length = epochs * stepsPerEpoch;
        return kind == WarmupKind.Linear
            ? Math.Min(1, step / length)
            : Math.Min(1, 2 * (step % length) / length);
    }

    /// <summary>The share at the last step of an epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch, at least 1.</param>
    public double AtEnd(int epoch, long stepsPerEpoch) => At((epoch * stepsPerEpoch) - 1, stepsPerEpoch);
}
