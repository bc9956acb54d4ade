using System.Text.Json.Serialization;
using Vae.Core.Objectives;

namespace Vae.Core.Data;

/// <summary>What a look at every pixel of a dataset found. Pixel statistics are of the training split: the held-out split stays unseen.</summary>
public sealed record DatasetProfile
{
    /// <summary>Shape of one image.</summary>
    public required ImageShape Shape { get; init; }

    /// <summary>Images in the training split, ≥ 1.</summary>
    public required int TrainCount { get; init; }

    /// <summary>Images in the held-out split, ≥ 1.</summary>
    public required int TestCount { get; init; }

    /// <summary>Whether images carry labels.</summary>
    public required bool HasLabels { get; init; }

    /// <summary>Number of classes: the greatest label of both splits and one; 0 without labels.</summary>
    public required int Classes { get; init; }

    /// <summary>Classes that at least one training image has.</summary>
    public required int ClassesSeen { get; init; }

    /// <summary>Least pixel, in [0, 1].</summary>
    public required double Least { get; init; }

    /// <summary>Greatest pixel, in [0, 1].</summary>
    public required double Greatest { get; init; }

    /// <summary>Mean of all pixels, in [0, 1].</summary>
    public required double Mean { get; init; }

    /// <summary>Share of values that are exactly 0 or 255.</summary>
    public required double BinaryShare { get; init; }

    /// <summary>Values of an image, out of C·H·W, that are the same in every image.</summary>
    public required int ConstantPixels { get; init; }

    /// <summary>Images all of whose values are the same.</summary>
    public required int ConstantImages { get; init; }

    /// <summary>What the pixels are. Binary only without exception: grey strokes on much black are sparse, and still grey.</summary>
    public PixelKind Pixels =>
        BinaryShare >= 1 ? PixelKind.Binary : Shape.Channels == 1 ? PixelKind.Grey : PixelKind.Colour;

    /// <summary>
    /// The likelihood that <c>auto</c> stands for. Binary pixels: Bernoulli. Others: the discretised logistic, which is the probability of the
    /// bytes themselves. A density (Gaussian, continuous Bernoulli) can grow without bound on pixels that never change; a probability cannot
    /// exceed 1, and in bits per dimension it compares between models.
    /// </summary>
    public LikelihoodKind Likelihood => Recommend(Pixels);

    /// <summary>Why nothing can be learned from the images; null where there is something.</summary>
    [JsonIgnore]
    public string? Fault
    {
        get
        {
            if (ConstantImages == TrainCount)
                return $"Every one of its {TrainCount} training images is a single flat value: there is nothing to learn. Check how the images were made.";
            if (TrainCount == 1)
                return "It has 1 training image; at least 2 are needed. Add images.";
            if (ConstantPixels == Shape.Pixels)
                return $"All of its {TrainCount} training images are the same: there is nothing to learn. Check how the images were made.";
            return null;
        }
    }

    /// <summary>Looks at every byte once; takes about a nanosecond a byte.</summary>
    /// <param name="dataset">The dataset.</param>
    public static DatasetProfile Of(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var train = dataset.Train;
        var counts = new long[256];
        var constant = new PixelConstancy(train.Shape.Pixels);
        var flat = 0;
        for (var i = 0; i < train.Count; i++)
        {
            var image = train.Image(i);
            foreach (var value in image) counts[value]++;
            constant.Add(image);
            if (!image.ContainsAnyExcept(image[0])) flat++;
        }

        var all = (double)train.Count * train.Shape.Pixels;
        return new DatasetProfile
        {
            Shape = train.Shape,
            TrainCount = train.Count,
            TestCount = dataset.Test.Count,
            HasLabels = train.Labels is not null,
            Classes = dataset.Classes,
            ClassesSeen = Distinct(train.Labels),
            Least = Array.FindIndex(counts, count => count > 0) / 255.0,
            Greatest = Array.FindLastIndex(counts, count => count > 0) / 255.0,
            Mean = counts.Select((count, value) => count * (double)value).Sum() / (255 * all),
            BinaryShare = (counts[0] + counts[255]) / all,
            ConstantPixels = constant.Count,
            ConstantImages = flat,
        };
    }

    /// <summary>The likelihood that <c>auto</c> stands for.</summary>
    /// <param name="pixels">What the pixels are.</param>
    public static LikelihoodKind Recommend(PixelKind pixels) =>
        pixels == PixelKind.Binary ? LikelihoodKind.Bernoulli : LikelihoodKind.DiscretizedLogistic;

    private static int Distinct(ReadOnlyMemory<byte>? labels)
    {
        if (labels is not { } given) return 0;
        var seen = new bool[256];
        foreach (var label in given.Span) seen[label] = true;
        return seen.Count(known => known);
    }

    /// <summary>Which values of an image were the same in all images so far.</summary>
    private sealed class PixelConstancy(int pixels)
    {
        private byte[]? _first;

        // Places still alike; those that differ are dropped, so that later images cost little.
        private readonly List<int> _alike = [.. Enumerable.Range(0, pixels)];

        public int Count => _alike.Count;

        public void Add(ReadOnlySpan<byte> image)
        {
            if (_first is null)
            {
                _first = image.ToArray();
                return;
            }

            var kept = 0;
            for (var i = 0; i < _alike.Count; i++)
            {
                var place = _alike[i];
                if (image[place] == _first[place]) _alike[kept++] = place;
            }

            _alike.RemoveRange(kept, _alike.Count - kept);
        }
    }
}
