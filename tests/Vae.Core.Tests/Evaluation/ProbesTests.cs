using Vae.Core.Evaluation;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Evaluation;

public class ProbesTests : TensorTest
{
    [Fact]
    public void Accuracies_AreOne_WhenBlobsAreFarApart()
    {
        using var scope = NewDisposeScope();
        var (points, labels) = Blobs(300, 1, spread: 0.1);
        var (queries, expected) = Blobs(90, 2, spread: 0.1);

        Probes.NeighborAccuracy(points, labels, queries, expected, TestContext.Current.CancellationToken).ShouldBe(1);
        Probes.LinearAccuracy(points, labels, queries, expected).ShouldBe(1);
    }

    [Fact]
    public void NeighborAccuracy_IsOne_AndLinearIsNot_WhenClassesAreNotLinear()
    {
        using var scope = NewDisposeScope();
        // Two classes on the diagonals of a square: no line parts them, and least squares gives both the same score.
        float[] corners = [1, 1, -1, -1, 1, -1, -1, 1];
        byte[] classes = [0, 0, 1, 1];
        using var generator = new Generator(4);
        var noise = randn(200, 2, generator: generator) * 0.05;
        var points = noise + tensor(corners, [4, 2]).repeat(50, 1);
        byte[] labels = [.. Enumerable.Range(0, 200).Select(i => classes[i % 4])];

        Probes.NeighborAccuracy(points, labels, points, labels, TestContext.Current.CancellationToken).ShouldBe(1);
        Probes.LinearAccuracy(points, labels, points, labels).ShouldBeLessThan(0.8);
    }

    [Fact]
    public void NeighborAccuracy_TakesTheNearer_OfEqualVotes()
    {
        using var scope = NewDisposeScope();
        var points = tensor(new float[] { 1, 2, 3, 4 }, [4, 1]);
        byte[] labels = [1, 0, 0, 1];

        Probes.NeighborAccuracy(points, labels, tensor(new float[] { 0 }, [1, 1]), [1], TestContext.Current.CancellationToken).ShouldBe(1);
        Probes.NeighborAccuracy(points, labels, tensor(new float[] { 2.1f }, [1, 1]), [0], TestContext.Current.CancellationToken).ShouldBe(1);
    }

    [Fact]
    public void MeanNearest_IsExact_AlsoForCopies()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(4);
        var points = rand(50, 784, generator: generator);

        Distances.MeanNearest(points, points, TestContext.Current.CancellationToken).ShouldBe(0);
        Distances.MeanNearest(tensor(new float[] { 3, 4 }, [1, 2]), zeros(1, 2), TestContext.Current.CancellationToken).ShouldBe(5, 1e-6);
    }

    private static (Tensor Points, byte[] Labels) Blobs(int count, ulong seed, double spread)
    {
        using var generator = new Generator(seed);
        var noise = randn(count, 3, generator: generator) * spread;
        return (noise + (eye(3) * 4).repeat(count / 3, 1), [.. Enumerable.Range(0, count).Select(i => (byte)(i % 3))]);
    }
}
