using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;
using static TorchSharp.torch;

namespace Vae.Core.Evaluation;

/// <summary>The images of a report, as the model was trained to see them. In the caller's dispose scope.</summary>
/// <param name="X"><c>[N, C, H, W]</c>, float32 in [0, 1]; black and white where the training was.</param>
/// <param name="Y">Their classes <c>[N, K]</c> for a model that is told them, else null.</param>
/// <param name="Labels"><c>[N]</c>, or null without labels.</param>
internal sealed record ReportData(Tensor X, Tensor? Y, byte[]? Labels)
{
    /// <summary>Number of images.</summary>
    public int Count => (int)X.shape[0];

    /// <summary>Takes images at equal distances over a split.</summary>
    public static ReportData From(ImageSet split, int count, VaeOptions model, BinarizationKind binarization, Generator generator)
    {
        var pixels = new byte[count * split.Shape.Pixels];
        var labels = split.Labels is null ? null : new byte[count];
        for (var i = 0; i < count; i++)
        {
            var row = (int)((long)i * split.Count / count);
            split.Image(row).CopyTo(pixels.AsSpan(i * split.Shape.Pixels));
            if (labels is not null) labels[i] = split.Labels!.Value.Span[row];
        }

        var x = new ImageSet(split.Shape, pixels).ToTensor();
        // Drawn anew: what the run drew, statically or dynamically, came from the same distribution.
        if (binarization != BinarizationKind.None) x = x.bernoulli(generator);
        return new ReportData(x, OneHot(labels, model.Classes), labels);
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

    // A label beyond the model's classes is none.
    private static Tensor? OneHot(byte[]? labels, int classes)
    {
        if (labels is null || classes == 0) return null;
        var values = new float[labels.Length * classes];
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] < classes) values[(i * classes) + labels[i]] = 1;
        }

        return TensorMemory.ToTensor(values, [labels.Length, classes], CPU);
    }
}
