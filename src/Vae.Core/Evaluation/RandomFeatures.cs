using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Evaluation;

/// <summary>
/// A fixed, untrained convolution whose features tell images apart well enough to compare sets of them: three layers of stride 2 with ReLU,
/// He-normal weights from a fixed seed, each layer's channels averaged over the image. It is not the Inception network of the FID, and its
/// distances compare with its own only.
/// </summary>
internal sealed class RandomFeatures : IDisposable
{
    private const ulong Seed = 20171204;

    // Of grey images the layers and their ReLUs leave 14 values a pixel, of colours fewer a value; and the image twice.
    private const long PerValue = 16;

    private static readonly long[] Channels = [16, 32, 64];

    private readonly List<Tensor> _weights = [];

    /// <summary>The features for images with so many channels.</summary>
    public RandomFeatures(long imageChannels)
    {
        using var generator = new Generator(Seed, CPU);
        var from = imageChannels;
        foreach (var to in Channels)
        {
            // Each weight's own: the caller's scope may end before these do.
            using var drawn = randn([to, from, 3, 3], generator: generator);
            _weights.Add((drawn * Math.Sqrt(2.0 / (9 * from))).DetachFromDisposeScope());
            from = to;
        }
    }

    /// <summary>The features of images.</summary>
    /// <param name="images"><c>[N, C, H, W]</c>, float32 in [0, 1], CPU.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns><c>[N, 112]</c>; the caller disposes it.</returns>
    public Tensor Of(Tensor images, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        var rows = BatchBudget.Rows(PerValue * images[0].numel(), ReportSizes.MaxBatch);
        for (var start = 0L; start < images.shape[0]; start += rows)
        {
            cancellation.ThrowIfCancellationRequested();
            parts.Add(OfBatch(images.narrow(0, start, Math.Min(rows, images.shape[0] - start))));
        }

        return scope.MoveToOuter(cat(parts));
    }

    public void Dispose() => _weights.ForEach(weight => weight.Dispose());

    private Tensor OfBatch(Tensor images)
    {
        using var scope = NewDisposeScope();
        var pooled = new List<Tensor>();
        var layer = (images * 2) - 1;
        foreach (var weight in _weights)
        {
            layer = nn.functional.conv2d(layer, weight, strides: [2, 2], padding: [1, 1]).relu();
            pooled.Add(layer.mean([2, 3])); // [B, channels]
        }

        return scope.MoveToOuter(cat(pooled, 1));
    }
}
