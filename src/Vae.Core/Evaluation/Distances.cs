using static TorchSharp.torch;

namespace Vae.Core.Evaluation;

/// <summary>Euclidean distances between many points.</summary>
internal static class Distances
{
    // A piece of the table of distances has at most so many entries.
    private const long MaxTable = 4_000_000;

    /// <summary>‖x − y‖² of all pairs by ‖x‖² + ‖y‖² − 2xy: near 0 only to the rounding of the norms.</summary>
    /// <param name="x"><c>[N, D]</c>.</param>
    /// <param name="y"><c>[M, D]</c>, of the same type.</param>
    /// <returns><c>[N, M]</c>, at least 0; the caller disposes it.</returns>
    public static Tensor Squared(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var table = x.mm(y.t());
        table.mul_(-2);
        table.add_(x.square().sum(1, keepdim: true));
        table.add_(y.square().sum(1));
        return scope.MoveToOuter(table.clamp_(0));
    }

    /// <summary>The rows of the nearest points.</summary>
    /// <param name="queries"><c>[Q, D]</c>.</param>
    /// <param name="points"><c>[N, D]</c>.</param>
    /// <param name="count">How many, at most N.</param>
    /// <param name="cancellation">Checked between pieces.</param>
    /// <returns><c>[Q, count]</c>, nearest first.</returns>
    public static long[] Nearest(Tensor queries, Tensor points, int count, CancellationToken cancellation)
    {
        var rows = new List<long>();
        var piece = Math.Max(1, MaxTable / points.shape[0]);
        for (var start = 0L; start < queries.shape[0]; start += piece)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var table = Squared(queries.narrow(0, start, Math.Min(piece, queries.shape[0] - start)), points);
            rows.AddRange(table.topk(count, dim: 1, largest: false).indexes.data<long>().ToArray());
        }

        return [.. rows];
    }

    /// <summary>The mean over the queries of the distance to the nearest point, which is computed exactly once it is found.</summary>
    /// <param name="queries"><c>[Q, D]</c>.</param>
    /// <param name="points"><c>[N, D]</c>.</param>
    /// <param name="cancellation">Checked between pieces.</param>
    public static double MeanNearest(Tensor queries, Tensor points, CancellationToken cancellation)
    {
        var rows = Nearest(queries, points, 1, cancellation);
        using var scope = NewDisposeScope();
        var nearest = points.index_select(0, tensor(rows));
        return (queries - nearest).square().sum(1).sqrt().mean().item<float>();
    }
}
