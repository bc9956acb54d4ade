using Vae.Core.Data;
using Vae.Core.Imaging;

namespace Vae.Catalog.Datasets;

/// <summary>A place that a dataset can be read from.</summary>
/// <param name="Name">The dataset's name.</param>
/// <param name="Kind"><c>built-in</c>, <c>folder</c> or <c>images</c>.</param>
/// <param name="Stamp">Changes when the files do: for IDX files their names, lengths and times, for images the times of their folders.</param>
/// <param name="Outline">What the headers say; throws <see cref="DatasetInvalidException"/>.</param>
/// <param name="Read">Decodes everything; throws <see cref="DatasetInvalidException"/>.</param>
internal sealed record DatasetSource(string Name, string Kind, string Stamp, Func<DatasetOutline> Outline, Func<Dataset?> Read)
{
    // A folder that this process may not read, such as lost+found, is no dataset, and no reason to hide the others.
    private static readonly EnumerationOptions Readable = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    /// <summary>Tells datasets, and states of one, apart.</summary>
    public string Key => $"{Name}|{Stamp}";

    private static readonly ImageFolder Images = new(new ImageReader(new ImageLimits()));

    /// <summary>
    /// The built-in datasets, then the folder itself and its direct subfolders, as far as they hold IDX files; then, of the subfolders, those
    /// that hold images.
    /// </summary>
    /// <param name="directory">The datasets' folder, or null.</param>
    public static IEnumerable<DatasetSource> Find(string? directory)
    {
        foreach (var name in BuiltInDatasets.Names)
            yield return new DatasetSource(name, "built-in", "built-in", () => BuiltInDatasets.Outline(name)!, () => BuiltInDatasets.Find(name));
        if (directory is null || !Directory.Exists(directory))
            yield break;
        var root = Path.GetFullPath(directory);
        foreach (var folder in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal).Prepend(root))
        {
            var files = new DirectoryInfo(folder).EnumerateFiles("*-images*", Readable).Concat(new DirectoryInfo(folder).EnumerateFiles("*-labels*", Readable))
                .OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
            // Names are lower-case; folders of downloads often are not.
            var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)).ToLowerInvariant();
            if (!Names.IsValid(name))
                continue;
            if (files.Count == 0)
            {
                if (folder != root && OfImages(name, folder) is { } images)
                    yield return images;
                continue;
            }

            var stamp = string.Join('|', files.Select(file => $"{file.Name}:{file.Length}:{file.LastWriteTimeUtc.Ticks}"));
            yield return new DatasetSource(
                name,
                "folder",
                $"{folder}|{stamp}",
                () => IdxFolder.Outline(folder) ?? throw new DatasetInvalidException("The training images are missing: expected train-images-idx3-ubyte, plain or with .gz."),
                () => IdxFolder.TryRead(folder));
        }
    }

    private static DatasetSource? OfImages(string name, string folder)
    {
        try
        {
            return ImageFolder.HasImages(folder)
                ? new DatasetSource(name, "images", $"{folder}|{ImageFolder.Stamp(folder)}", () => Images.Outline(folder), () => Images.Read(folder))
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
