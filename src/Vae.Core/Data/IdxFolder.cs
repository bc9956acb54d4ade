namespace Vae.Core.Data;

/// <summary>A folder with the four files of MNIST's layout: images and labels of a training and of a held-out split.</summary>
public static class IdxFolder
{
    private static readonly string[] Endings = ["-ubyte", "-ubyte.gz"];

    /// <summary>Reads the folder where it has training images in IDX form, named as MNIST's are.</summary>
    /// <param name="folder">The folder; its name becomes the dataset's.</param>
    /// <param name="limits">How much to unpack from one file; null for the defaults.</param>
    /// <returns>The dataset, or null where the folder has no <c>train-images-idx3-ubyte</c>, plain or with <c>.gz</c>.</returns>
    /// <exception cref="DatasetInvalidException">The held-out images are missing, or a file is not what it says.</exception>
    public static Dataset? TryRead(string folder, IdxLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var train = Find(folder, "train-images", 3);
        if (train is null)
            return null;
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var test = Find(folder, "t10k-images", 3)
            ?? throw new DatasetInvalidException(
                $"Dataset '{name}' has no held-out images; expected t10k-images-idx3-ubyte, plain or with .gz, beside the training images.");
        return new Dataset(
            name,
            IdxReader.Read(train, Find(folder, "train-labels", 1), limits),
            IdxReader.Read(test, Find(folder, "t10k-labels", 1), limits));
    }

    /// <summary>Describes the folder from the headers of its files, without unpacking the images.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="limits">The most that a header may announce; null for the defaults.</param>
    /// <returns>The outline, or null where the folder has no training images in IDX form.</returns>
    /// <exception cref="DatasetInvalidException">The held-out images are missing, a header is wrong, or the splits disagree.</exception>
    public static DatasetOutline? Outline(string folder, IdxLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var train = Find(folder, "train-images", 3);
        if (train is null)
            return null;
        var test = Find(folder, "t10k-images", 3)
            ?? throw new DatasetInvalidException("The held-out images are missing: expected t10k-images-idx3-ubyte, plain or with .gz.");
        var (shape, trainCount) = IdxReader.ReadHeader(train, limits);
        var (testShape, testCount) = IdxReader.ReadHeader(test, limits);
        if (shape != testShape)
            throw new DatasetInvalidException($"The training images are {shape}, the held-out images {testShape}; expected one shape.");
        return new DatasetOutline(shape, trainCount, testCount, Find(folder, "train-labels", 1) is not null && Find(folder, "t10k-labels", 1) is not null);
    }

    // Some mirrors write a dot in the place of the second hyphen: train-images.idx3-ubyte.
    private static string? Find(string folder, string stem, int dimensions) =>
        Endings.SelectMany(ending => new[] { $"{stem}-idx{dimensions}{ending}", $"{stem}.idx{dimensions}{ending}" })
            .Select(name => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
