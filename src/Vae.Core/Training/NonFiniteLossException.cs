using System.Globalization;

namespace Vae.Core.Training;

/// <summary>A term of the loss became NaN or infinite: the run cannot recover and was stopped at that step.</summary>
public sealed class NonFiniteLossException : Exception
{
    /// <summary>An exception for the first term that is not finite.</summary>
    /// <param name="term"><c>recon</c> or <c>kl</c>.</param>
    /// <param name="value">Its sum over the batch.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="step">The step over all epochs, from 1.</param>
    public NonFiniteLossException(string term, double value, int epoch, long step)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"The term '{term}' of the loss became {value} in epoch {epoch}, step {step}. Train again with a smaller learning rate or a smaller weight on the KL."))
    {
        Term = term;
        Epoch = epoch;
        Step = step;
    }

    /// <summary>The term: <c>recon</c> or <c>kl</c>.</summary>
    public string Term { get; }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The step over all epochs, from 1.</summary>
    public long Step { get; }
}
