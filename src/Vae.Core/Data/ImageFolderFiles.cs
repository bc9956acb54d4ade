using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Vae.Core.Data;

/// <summary>One image file and its label.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Label">Index into the labels' names; 0 without labels.</param>
internal readonly record struct ImageFile(string Path, int Label)
{
    /// <summary>The file's name without its folders, fit for messages: at most 64 characters.</summary>
    public string Name => System.IO.Path.GetFileName(Path) is { Length: > 64 } name ? name[..64] : System.IO.Path.GetFileName(Path);
}

/// <summary>
/// Which files are the images of an image folder, their labels and splits. Layouts: images in the folder (no labels); a folder a label;
/// <c>train</c> with either of them, and <c>test</c> alike, and no other folder with images beside them. Without <c>test</c> a tenth is held out, chosen by a hash of the files' names.
/// Links, hidden files and files of other types are left alone.
/// </summary>
/// <param name="Train">The training split, ordered by label and name.</param>
/// <param name="Test">The held-out split.</param>
/// <param name="Labels">The labels' names in ordinal order; null where there are none.</param>
internal sealed record ImageFolderFiles(IReadOnlyList<ImageFile> Train, IReadOnlyList<ImageFile> Test, IReadOnlyList<string>? Labels)
{
    private const string TrainFolder = "train";
    private const string TestFolder = "test";

    /// <summary>One image of so many is held out where no folder says which.</summary>
    private const int HeldOut = 10;

    private const int MostNamed = 3;

    private static readonly string[] Endings = [".png", ".jpg", ".jpeg", ".webp"];

    // Links could lead anywhere; what the process may not read is nobody's image.
    private static readonly EnumerationOptions Plain = new()
    {
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden | FileAttributes.System,
    };

    /// <summary>Whether there is an image in the folder or at most two folders below: looks no further than the first.</summary>
    public static bool Any(string folder) => Images(folder).Any() || Folders(folder).Any(inner => Images(inner).Any() || Folders(inner).Any(leaf => Images(leaf).Any()));

    /// <summary>A text that changes when files are added, removed or renamed. Files that are written over in place do not change it.</summary>
    public static string Stamp(string folder) =>
        string.Join('|', Folders(folder).SelectMany(inner => Folders(inner).Prepend(inner)).Prepend(folder)
            .Select(inner => $"{Path.GetRelativePath(folder, inner)}:{Directory.GetLastWriteTimeUtc(inner).Ticks}"));

    /// <summary>Finds the files.</summary>
    /// <exception cref="DatasetInvalidException">The layout is none of those, or there are too many or too few.</exception>
    public static ImageFolderFiles Find(string folder, ImageFolderLimits limits)
    {
        var train = Path.Combine(folder, TrainFolder);
        var test = Path.Combine(folder, TestFolder);
        var hasTrain = Directory.Exists(train);
        if (Directory.Exists(test) && !hasTrain)
            throw new DatasetInvalidException("The folder has test, but no train beside it. Put the training images into train.");
        if (hasTrain && Images(folder).Any())
            throw new DatasetInvalidException("There are images beside the folder train. Move them into train or into test.");
        if (hasTrain) RefuseOthers(folder);

        var root = hasTrain ? train : folder;
        var labels = LabelsOf(root, limits);
        var files = FilesOf(root, labels, limits.MaxImages, limits);
        if (!hasTrain || !Directory.Exists(test))
            return Split(folder, files, labels);
        if (LabelsOf(test, limits) is var held && (held is null) != (labels is null))
            throw new DatasetInvalidException("Only one of train and test has a folder a label. Give both labels, or neither.");
        if (held?.FirstOrDefault(name => !labels!.Contains(name)) is { } stranger)
            throw new DatasetInvalidException($"test has the label '{Short(stranger)}', which train has not. Every label needs training images.");
        var testFiles = FilesOf(test, labels, limits.MaxImages - files.Count, limits);
        if (files.Count == 0 || testFiles.Count == 0)
            throw new DatasetInvalidException($"There are {files.Count} images in train and {testFiles.Count} in test; expected at least one in each.");
        return new ImageFolderFiles(files, testFiles, labels);
    }

    // A folder 'val', or labels of which one is called 'train': either way images would be left out without a word.
    private static void RefuseOthers(string folder)
    {
        var others = Folders(folder)
            .Where(inner => Path.GetFileName(inner) is not (TrainFolder or TestFolder) && (Images(inner).Any() || Folders(inner).Any(leaf => Images(leaf).Any())))
            .Select(inner => $"'{Short(Path.GetFileName(inner))}'").Take(MostNamed + 1).ToList();
        if (others.Count == 0) return;
        var named = string.Join(", ", others.Take(MostNamed)) + (others.Count > MostNamed ? " and others" : "");
        throw new DatasetInvalidException(
            $"Beside the folder train there are folders with images that would be left out: {named}. Move the images into train or test, or the folders away. Where train is itself a label, put the folders of all labels into a new folder train.");
    }

    private static ImageFolderFiles Split(string folder, List<ImageFile> files, IReadOnlyList<string>? labels)
    {
        if (files.Count < 2)
            throw new DatasetInvalidException($"The folder has {files.Count} image{(files.Count == 1 ? "" : "s")}; expected at least 2, of which one is held out. Add images.");
        // Names, not contents: the split is known without reading the images, and stays when one is retouched.
        var held = files.OrderBy(file => Hash(Path.GetRelativePath(folder, file.Path))).Take(Math.Max(1, files.Count / HeldOut)).ToHashSet();
        return new ImageFolderFiles([.. files.Where(file => !held.Contains(file))], [.. files.Where(held.Contains)], labels);
    }

    private static List<string>? LabelsOf(string root, ImageFolderLimits limits)
    {
        var labels = Folders(root).Where(folder => Images(folder).Any()).Select(folder => Path.GetFileName(folder)!).ToList();
        if (labels.Count == 0)
            return null;
        if (Images(root).Any())
            throw new DatasetInvalidException("There are images both in the folder and in folders of labels. Move them into folders of labels, or all into one folder.");
        if (labels.Count > limits.MaxLabels)
            throw new DatasetInvalidException($"There are {labels.Count} folders of labels; at most {limits.MaxLabels} are read. Join some.");
        return labels;
    }

    private static List<ImageFile> FilesOf(string root, List<string>? labels, int most, ImageFolderLimits limits)
    {
        var files = new List<ImageFile>();
        for (var label = 0; label < (labels?.Count ?? 1); label++)
        {
            var folder = labels is null ? root : Path.Combine(root, labels[label]);
            if (!Directory.Exists(folder))
                continue;
            var first = files.Count;
            foreach (var path in Images(folder))
            {
                if (files.Count == most)
                    throw new DatasetInvalidException($"The folder has more than {limits.MaxImages} images, which are the most that are read. Take some away.");
                files.Add(new ImageFile(path, label));
            }

            files.Sort(first, files.Count - first, Comparer<ImageFile>.Create((a, b) => string.CompareOrdinal(a.Path, b.Path)));
        }

        return files;
    }

    private static IEnumerable<string> Images(string folder) =>
        Directory.EnumerateFiles(folder, "*", Plain).Where(path => Endings.Contains(Path.GetExtension(path).ToLowerInvariant()));

    private static IEnumerable<string> Folders(string folder) => Directory.EnumerateDirectories(folder, "*", Plain).Order(StringComparer.Ordinal);

    private static ulong Hash(string relative) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(relative.Replace('\\', '/'))));

    private static string Short(string text) => text.Length > 64 ? text[..64] : text;
}
