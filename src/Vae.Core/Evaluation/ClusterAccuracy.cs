namespace Vae.Core.Evaluation;

/// <summary>How well clusters that were found without labels match them.</summary>
public static class ClusterAccuracy
{
    /// <summary>
    /// The share of images whose label is the commonest one of their cluster: what a classifier scores that names each cluster after its majority.
    /// Several clusters may take one name, so more clusters never score lower by that alone.
    /// </summary>
    /// <param name="assignments">The cluster of each image, from 0.</param>
    /// <param name="labels">The label of each image, as many.</param>
    /// <param name="clusters">Number of clusters, at least 1.</param>
    /// <returns>From 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no cluster, or an image's cluster is not one of them.</exception>
    /// <exception cref="ArgumentException">There are no images, or there are not as many labels.</exception>
    public static double MajorityVote(ReadOnlySpan<int> assignments, ReadOnlySpan<byte> labels, int clusters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clusters, 1);
        if (assignments.IsEmpty || assignments.Length != labels.Length)
        {
            throw new ArgumentException(
                $"Expected as many clusters as labels, at least 1; got {assignments.Length} and {labels.Length}.", nameof(assignments));
        }

        var counts = new int[clusters, byte.MaxValue + 1];
        for (var i = 0; i < labels.Length; i++)
        {
            if (assignments[i] < 0 || assignments[i] >= clusters)
            {
                throw new ArgumentOutOfRangeException(nameof(assignments), assignments[i], $"The cluster at index {i} must be 0 to {clusters - 1}.");
            }

            counts[assignments[i], labels[i]]++;
        }

        var right = 0;
        for (var cluster = 0; cluster < clusters; cluster++)
        {
            var most = 0;
            for (var label = 0; label <= byte.MaxValue; label++) most = Math.Max(most, counts[cluster, label]);
            right += most;
        }

        return (double)right / labels.Length;
    }
}
