using static System.FormattableString;

namespace Vae.Core.Training;

/// <summary>A term of the loss or its gradient became NaN or infinite: the run cannot recover and was stopped before that step.</summary>
public sealed class NonFiniteLossException : Exception
{
    /// <summary>An exception for the first term that is not finite.</summary>
    /// <param name="term"><c>recon</c>, <c>kl</c>, <c>extra</c> or <c>gradient</c>.</param>
    /// <param name="value">Its sum over the batch, or the gradient's norm.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="step">The step over all epochs, from 1.</param>
    /// <param name="lastGood">The model at the end of the last epoch before, or null when there was none.</param>
    public NonFiniteLossException(string term, double value, int epoch, long step, TrainedModel? lastGood = null)
        : base(Describe(term, value, epoch, step, lastGood))
    {
        Term = term;
        Value = value;
        Epoch = epoch;
        Step = step;
        LastGood = lastGood;
    }

    /// <summary>The term: <c>recon</c>, <c>kl</c>, <c>extra</c> or <c>gradient</c>.</summary>
    public string Term { get; }

    /// <summary>The term's sum over the batch, or the gradient's norm.</summary>
    public double Value { get; }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The step over all epochs, from 1.</summary>
    public long Step { get; }

    /// <summary>The model as it was at the end of the last finished epoch; null when it happened in the first. Whoever catches this disposes it.</summary>
    public TrainedModel? LastGood { get; }

    private static string Describe(string term, double value, int epoch, long step, TrainedModel? lastGood)
    {
        var what = term == "gradient" ? "The gradient's norm" : $"The term '{term}' of the loss";
        var kept = lastGood is null
            ? "No epoch had ended before, so that no weights are kept."
            : Invariant($"The weights of epoch {lastGood.Epoch} are the last good ones.");
        return Invariant(
            $"{what} became {value} in epoch {epoch}, step {step}. {kept} Train again with a smaller learning rate, a limit on the gradient's norm or a smaller weight on the KL.");
    }
}
