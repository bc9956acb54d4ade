using static TorchSharp.torch;

namespace Vae.Core.Evaluation;

/// <summary>How well classes can be told from points.</summary>
internal static class Probes
{
    /// <summary>Neighbours that vote.</summary>
    public const int Neighbors = 5;

    // Of each direction's own spread: small, and yet it keeps dead dimensions out.
    private const double Ridge = 1e-3;

    /// <summary>The share of queries whose class is that of most of their nearest points; of equal votes, that of the nearer.</summary>
    /// <param name="points"><c>[N, D]</c>.</param>
    /// <param name="labels"><c>[N]</c>, their classes.</param>
    /// <param name="queries"><c>[Q, D]</c>.</param>
    /// <param name="expected"><c>[Q]</c>, their classes.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static double NeighborAccuracy(Tensor points, byte[] labels, Tensor queries, byte[] expected, CancellationToken cancellation)
    {
        var count = Math.Min(Neighbors, labels.Length);
        var rows = Distances.Nearest(queries, points, count, cancellation);
        var right = 0;
        Span<int> votes = stackalloc int[256];
        for (var query = 0; query < expected.Length; query++)
        {
            votes.Clear();
            var nearest = rows.AsSpan(query * count, count);
            foreach (var row in nearest) votes[labels[row]]++;
            var best = labels[nearest[0]];
            foreach (var row in nearest)
            {
                if (votes[labels[row]] > votes[best]) best = labels[row];
            }

            if (best == expected[query]) right++;
        }

        return (double)right / expected.Length;
    }

    /// <summary>The share of queries whose class a linear map gives: ridge regression of one-hot classes on standardised points.</summary>
    /// <param name="points"><c>[N, D]</c>.</param>
    /// <param name="labels"><c>[N]</c>, their classes.</param>
    /// <param name="queries"><c>[Q, D]</c>.</param>
    /// <param name="expected"><c>[Q]</c>, their classes.</param>
    public static double LinearAccuracy(Tensor points, byte[] labels, Tensor queries, byte[] expected)
    {
        using var scope = NewDisposeScope();
        var classes = labels.Max() + 1;
        var all = points.to(ScalarType.Float64);
        var mean = all.mean([0]);
        var x = all - mean;
        // A dimension that does not vary says nothing: whatever it is divided by.
        var spread = x.square().mean([0]).sqrt() + 1e-12;
        x = x / spread;

        var targets = new double[labels.Length * classes];
        for (var i = 0; i < labels.Length; i++) targets[(i * classes) + labels[i]] = 1;
        var y = tensor(targets, [labels.Length, classes]);
        var bias = y.mean([0]);

        // W = (XᵀX + λnI)⁻¹ Xᵀ(Y − Ȳ), by the eigenvectors of XᵀX.
        var (values, vectors) = linalg.eigh(x.t().mm(x));
        var inverse = (values.clamp(0) + (Ridge * labels.Length)).pow(-1);
        var weights = (vectors * inverse).mm(vectors.t()).mm(x.t().mm(y - bias)); // [D, K]
        var scores = ((queries.to(ScalarType.Float64) - mean) / spread).mm(weights) + bias;
        var chosen = scores.argmax(1).data<long>().ToArray();
        return chosen.Where((label, i) => label == expected[i]).Count() / (double)expected.Length;
    }
}
