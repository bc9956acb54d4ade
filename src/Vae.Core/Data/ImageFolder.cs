using System.Globalization;
using Vae.Core.Imaging;

namespace Vae.Core.Data;

/// <summary>
/// A folder of PNG, JPEG and WebP files as a dataset; <see cref="ImageFolderFiles"/> says how it is laid out. All images must have one size:
/// none is resized. Alpha is composed over black. The dataset is grey where every file is stored in grey, else of colour.
/// </summary>
/// <param name="reader">Gate and decoder.</param>
/// <param name="limits">How much is read; null for the defaults.</param>
public sealed class ImageFolder(ImageReader reader, ImageFolderLimits? limits = null)
{
    private readonly ImageFolderLimits _limits = limits ?? new ImageFolderLimits();

    /// <summary>Whether the folder, or a folder at most two below, has an image.</summary>
    /// <param name="folder">The folder.</param>
    public static bool HasImages(string folder) => ImageFolderFiles.Any(folder);

    /// <summary>A text that changes when images are added, removed or renamed; not when one is written over in place.</summary>
    /// <param name="folder">The folder.</param>
    public static string Stamp(string folder) => ImageFolderFiles.Stamp(folder);

    /// <summary>Describes the folder: finds every file and walks its structure without decoding it.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DatasetInvalidException">The layout, a file or the mix of sizes is no good; names files without their folders.</exception>
    public DatasetOutline Outline(string folder)
    {
        var files = Find(folder);
        var shape = ShapeOf(files);
        return new DatasetOutline(shape, files.Train.Count, files.Test.Count, files.Labels is not null) { LabelNames = files.Labels };
    }

    /// <summary>Decodes the folder's images.</summary>
    /// <param name="folder">The folder; its name becomes the dataset's.</param>
    /// <exception cref="DatasetInvalidException">The layout, a file or the mix of sizes is no good; names files without their folders.</exception>
    public Dataset Read(string folder)
    {
        var files = Find(folder);
        var shape = ShapeOf(files);
        var labelled = files.Labels is not null;
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return new Dataset(name, Decode(files.Train, shape, labelled), Decode(files.Test, shape, labelled)) { LabelNames = files.Labels };
    }

    private ImageFolderFiles Find(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        try
        {
            return ImageFolderFiles.Find(folder, _limits);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetInvalidException("The folder cannot be read. Check its permissions.", e);
        }
    }

    private ImageShape ShapeOf(ImageFolderFiles files)
    {
        var sizes = new Dictionary<(int Width, int Height), int>();
        var colour = false;
        foreach (var file in files.Train.Concat(files.Test))
        {
            var bytes = ReadFile(file);
            var header = Refusing(file, () => ImageGate.Inspect(bytes, reader.Limits, out bytes));
            colour |= StoredColour.Of(bytes, header.Format);
            // EXIF's orientations from 5 on lay the stored image on its side.
            var size = header.Orientation >= 5 ? (header.Height, header.Width) : (header.Width, header.Height);
            sizes[size] = sizes.GetValueOrDefault(size) + 1;
        }

        if (sizes.Count > 1)
        {
            var most = sizes.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(2).ToArray();
            throw new DatasetInvalidException(string.Create(
                CultureInfo.InvariantCulture,
                $"The images have {sizes.Count} sizes: {most[0].Value} of {most[0].Key.Width}x{most[0].Key.Height}, {most[1].Value} of {most[1].Key.Width}x{most[1].Key.Height} pixels{(sizes.Count > 2 ? " and others" : "")}; expected one size. Scale or crop them to one size first."));
        }

        var (width, height) = sizes.Keys.Single();
        var shape = new ImageShape(colour ? 3 : 1, height, width);
        var count = files.Train.Count + files.Test.Count;
        if ((long)count * shape.Pixels > _limits.MaxBytes)
            throw new DatasetInvalidException(string.Create(
                CultureInfo.InvariantCulture,
                $"{count} images of {shape} are {(long)count * shape.Pixels} bytes; at most {_limits.MaxBytes} are read. Use fewer or smaller images."));
        return shape;
    }

    private ImageSet Decode(IReadOnlyList<ImageFile> files, ImageShape shape, bool labelled)
    {
        var pixels = new byte[checked(files.Count * shape.Pixels)];
        var image = new float[shape.Pixels];
        for (var i = 0; i < files.Count; i++)
        {
            var bytes = ReadFile(files[i]);
            Refusing(files[i], () =>
            {
                reader.Read(bytes, shape, image);
                return true;
            });
            var target = pixels.AsSpan(i * shape.Pixels, shape.Pixels);
            for (var p = 0; p < image.Length; p++) target[p] = (byte)MathF.Round(image[p] * 255f);
        }

        return labelled ? new ImageSet(shape, pixels, files.Select(file => (byte)file.Label).ToArray()) : new ImageSet(shape, pixels);
    }

    private byte[] ReadFile(ImageFile file)
    {
        try
        {
            // Before the bytes: a file of gigabytes must cost nothing.
            var length = new FileInfo(file.Path).Length;
            if (length > reader.Limits.MaxBytes)
                throw new DatasetInvalidException($"The image '{file.Name}' has {length} bytes; at most {reader.Limits.MaxBytes} are read. Take it away or make it smaller.");
            return File.ReadAllBytes(file.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetInvalidException($"The image '{file.Name}' cannot be read. Check its permissions.", e);
        }
    }

    private static T Refusing<T>(ImageFile file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ImageRejectedException e)
        {
            throw new DatasetInvalidException($"The image '{file.Name}' is refused: {e.Message} Take it away or repair it.", e);
        }
    }
}
