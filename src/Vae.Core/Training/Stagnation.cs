namespace Vae.Core.Training;

/// <summary>Counts epochs without a better loss.</summary>
/// <param name="epochs">How many of them in a row are too many, at least 1.</param>
internal sealed class Stagnation(int epochs)
{
    private double _best = double.PositiveInfinity;
    private int _worse;

    /// <summary>Takes an epoch's loss.</summary>
    /// <returns>True when it is the last of too many without a new least loss; the count begins anew then.</returns>
    public bool Add(double loss)
    {
        if (loss < _best)
        {
            _best = loss;
            _worse = 0;
            return false;
        }

        if (++_worse < epochs) return false;
        _worse = 0;
        return true;
    }
}
