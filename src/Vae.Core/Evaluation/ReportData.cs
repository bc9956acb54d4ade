using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;
using static TorchSharp.torch;

namespace Vae.Core.Evaluation;

/// <summary>The images of a report, as the model was trained to see them. In the caller's dispose scope.</summary>
/// <param name="X"><c>[N, C, H, W]</c>, float32 in [0, 1]; black and white where the training was.</param>
/// <param name="Y">Their classes <c>[N, K]</c> for a model that is told them; null for others, and for one that guesses them.</param>
/// <param name="Labels"><c>[N]</c>, or null without labels.</param>
internal sealed record ReportData(Tensor X, Tensor? Y, byte[]? Labels)
{
    /// <summary>Number of images.</summary>
    public int Count => (int)X.shape[0];

    /// <summary>Takes images spread over a split.</summary>
    /// <param name="split">Images of the run's own <see cref="DataSplit"/>.</param>
    /// <param name="count">How many.</param>
    /// <param name="model">Says what the model is told.</param>
    /// <param name="drawn">The source of black and white where the run drew them anew in each step; null where the images are what it saw.</param>
    public static ReportData From(ImageSet split, int count, VaeOptions model, Generator? drawn = null)
    {
        var pixels = new byte[count * split.Shape.Pixels];
        var labels = split.Labels is null ? null : new byte[count];
        var rows = SpreadRows.Of(count, split.Count);
        for (var i = 0; i < count; i++)
        {
            var row = (int)rows[i];
            split.Image(row).CopyTo(pixels.AsSpan(i * split.Shape.Pixels));
            if (labels is not null) labels[i] = split.Labels!.Value.Span[row];
        }

        var x = new ImageSet(split.Shape, pixels).ToTensor();
        if (drawn is not null) x = x.bernoulli(drawn);
        var y = labels is null || model.Classes == 0 || model.InfersClasses
            ? null
            : Conditioning.OneHot(Array.ConvertAll(labels, label => (int)label), model.Classes, CPU);
        return new ReportData(x, y, labels);
    }

    /// <summary>Whether every value is 0 or 1.</summary>
    public bool IsBinary()
    {
        using var scope = NewDisposeScope();
        return ((X - X.square()).max().item<float>()) == 0;
    }

    /// <summary>The images from one to before another.</summary>
    public Batch Rows(long start, long length) => new(X.narrow(0, start, length), Y?.narrow(0, start, length));

    /// <summary>The images as rows of a matrix, <c>[N, C·H·W]</c>.</summary>
    public Tensor Flat() => X.flatten(1);
}
