using TorchSharp;
using Vae.Core.Data;
using Vae.Core.Evaluation;
using Vae.Core.Models;

namespace Vae.Benchmarks.Quality;

/// <summary>How well a model that tells classes apart itself does so.</summary>
internal static class Classification
{
    private const int Rows = 500;

    /// <summary>The share of images that are told rightly: by majority vote where the classes were found without labels.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">Labelled images.</param>
    /// <returns>Null for models that classify nothing, and for images without labels.</returns>
    public static double? Accuracy(VaeModel model, ImageSet images)
    {
        if (images.Labels is not { } labels || Assign(model, images) is not { } assigned) return null;
        if (model.Options is ClusterVaeOptions { Clusters: var clusters }) return ClusterAccuracy.MajorityVote(assigned, labels.Span, clusters);

        var right = 0;
        for (var i = 0; i < assigned.Length; i++) right += assigned[i] == labels.Span[i] ? 1 : 0;
        return (double)right / assigned.Length;
    }

    private static int[]? Assign(VaeModel model, ImageSet images)
    {
        using var mode = torch.no_grad();
        using var pixels = images.ToTensor();
        var assigned = new int[images.Count];
        for (var start = 0; start < images.Count; start += Rows)
        {
            using var scope = torch.NewDisposeScope();
            var count = Math.Min(Rows, images.Count - start);
            if (model.Classify(pixels.narrow(0, start, count)) is not { } probabilities) return null;
            using var best = probabilities.argmax(1).data<long>();
            for (var i = 0; i < count; i++) assigned[start + i] = (int)best[i];
        }

        return assigned;
    }
}
