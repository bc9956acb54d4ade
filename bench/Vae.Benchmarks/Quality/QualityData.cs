using TorchSharp;
using Vae.Core.Data;
using Vae.Core.Imaging;

namespace Vae.Benchmarks.Quality;

/// <summary>What a recipe trains on, with the held-out split of grey images binarised once, the same for both sides.</summary>
internal sealed class QualityData
{
    /// <summary>The draw that makes held-out images black and white; apart from every recipe's seed.</summary>
    private const ulong BinarizationSeed = 784;

    /// <summary>What to do where the data is missing.</summary>
    public const string Missing =
        "MNIST is not here: set VAE_TEST_DATA to a folder that has mnist/ with the four gzipped IDX files, or put them into shared/data/mnist beside the repository.";

    private QualityData(Dataset images, ImageSet binary)
    {
        Images = images;
        Profile = DatasetProfile.Of(images);
        BinaryTest = binary;
    }

    /// <summary>The images as they come.</summary>
    public Dataset Images { get; }

    /// <summary>What the plan resolver wants to know of them.</summary>
    public DatasetProfile Profile { get; }

    /// <summary>The held-out images of MNIST, each pixel 0 or 255 with the probability that its grey says; of others, as they are.</summary>
    public ImageSet BinaryTest { get; }

    /// <summary>Reads MNIST.</summary>
    /// <returns>Null where it is not on this machine.</returns>
    public static QualityData? TryReadMnist() =>
        Folder() is { } folder && IdxFolder.TryRead(folder) is { } grey ? new QualityData(grey, Binarize(grey.Test)) : null;

    /// <summary>Reads a folder of images, as the service does.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DatasetInvalidException">It is not a dataset.</exception>
    public static QualityData ReadFolder(string folder)
    {
        var images = new ImageFolder(new ImageReader(new ImageLimits())).Read(folder);
        return new QualityData(images, images.Test);
    }

    /// <summary>Writes the same bytes for the peer: no gzip, no headers.</summary>
    /// <param name="folder">An existing folder.</param>
    public void WriteFor(string folder)
    {
        Write("train.u8", Images.Train.Pixels);
        Write("test.u8", Images.Test.Pixels);
        Write("test-binary.u8", BinaryTest.Pixels);
        Write("train-labels.u8", Images.Train.Labels!.Value);
        Write("test-labels.u8", Images.Test.Labels!.Value);

        void Write(string name, ReadOnlyMemory<byte> bytes) => File.WriteAllBytes(Path.Combine(folder, name), bytes.Span);
    }

    private static string? Folder()
    {
        if (Environment.GetEnvironmentVariable("VAE_TEST_DATA") is { Length: > 0 } given) return Existing(Path.Combine(given, "mnist"));
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Existing(Path.Combine(folder.FullName, "shared", "data", "mnist")) is { } found) return found;
        }

        return null;
    }

    private static string? Existing(string folder) => Directory.Exists(folder) ? folder : null;

    private static ImageSet Binarize(ImageSet grey)
    {
        using var generator = new torch.Generator(BinarizationSeed, torch.CPU);
        using var draws = torch.rand((long)grey.Pixels.Length, generator: generator);
        var thresholds = new float[grey.Pixels.Length];
        draws.data<float>().CopyTo(thresholds.AsSpan());
        var binary = new byte[thresholds.Length];
        for (var i = 0; i < binary.Length; i++) binary[i] = thresholds[i] < grey.Pixels.Span[i] / 255f ? (byte)255 : (byte)0;
        return new ImageSet(grey.Shape, binary, grey.Labels);
    }
}
