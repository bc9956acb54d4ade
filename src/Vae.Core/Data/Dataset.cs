using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Vae.Core.Data;

/// <summary>A dataset with its training and its held-out split. Immutable.</summary>
public sealed class Dataset
{
    /// <summary>Joins two splits and hashes their content.</summary>
    /// <param name="name">Its name, not empty.</param>
    /// <param name="train">The training split.</param>
    /// <param name="test">The held-out split, of the same shape, labelled where <paramref name="train"/> is.</param>
    /// <exception cref="DatasetInvalidException">A split is empty, or the splits disagree in shape or labels.</exception>
    public Dataset(string name, ImageSet train, ImageSet test)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        if (train.Count == 0 || test.Count == 0)
            throw new DatasetInvalidException(
                $"Dataset '{name}' has {train.Count} training and {test.Count} held-out images; expected at least one of each.");
        if (train.Shape != test.Shape)
            throw new DatasetInvalidException(
                $"Dataset '{name}' has training images of {train.Shape}, but held-out images of {test.Shape}; expected one shape.");
        if (train.Labels.HasValue != test.Labels.HasValue)
            throw new DatasetInvalidException($"Dataset '{name}' has labels for one of its splits; add those of the other or remove both.");

        Name = name;
        Train = train;
        Test = test;
        Sha256 = Hash(train, test);
        Classes = Math.Max(ClassesOf(train), ClassesOf(test));
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The training split.</summary>
    public ImageSet Train { get; }

    /// <summary>The held-out split: never trained on.</summary>
    public ImageSet Test { get; }

    /// <summary>
    /// SHA-256 of the content, lower-case hex: for the training, then the held-out split, count, channels, height, width and
    /// 1 or 0 for labelled as little-endian int32, then pixels, then labels. The name does not count.
    /// </summary>
    public string Sha256 { get; }

    /// <summary>Number of classes: the greatest label of both splits and one, 1 to 256; 0 where images carry no labels.</summary>
    public int Classes { get; }

    /// <summary>The classes' names by label, where the dataset has names for them. They do not count in the hash.</summary>
    public IReadOnlyList<string>? LabelNames { get; init; }

    private static int ClassesOf(ImageSet split)
    {
        if (split.Labels is not { } labels)
            return 0;
        var greatest = 0;
        foreach (var label in labels.Span)
            greatest = Math.Max(greatest, label);
        return greatest + 1;
    }

    private static string Hash(params ReadOnlySpan<ImageSet> splits)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> header = stackalloc byte[5 * sizeof(int)];
        foreach (var split in splits)
        {
            ReadOnlySpan<int> values =
                [split.Count, split.Shape.Channels, split.Shape.Height, split.Shape.Width, split.Labels.HasValue ? 1 : 0];
            for (var i = 0; i < values.Length; i++)
                BinaryPrimitives.WriteInt32LittleEndian(header[(i * sizeof(int))..], values[i]);
            hash.AppendData(header);
            hash.AppendData(split.Pixels.Span);
            hash.AppendData(split.Labels.GetValueOrDefault().Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
