using TorchSharp;
using Vae.Core.Data;

namespace Vae.Benchmarks.Quality;

/// <summary>MNIST, and its held-out split binarised once, the same for both sides.</summary>
internal sealed class QualityData
{
    /// <summary>The draw that makes held-out images black and white; apart from every recipe's seed.</summary>
    private const ulong BinarizationSeed = 784;

    /// <summary>What to do where the data is missing.</summary>
    public const string Missing =
        "MNIST is not here: set VAE_TEST_DATA to a folder that has mnist/ with the four gzipped IDX files, or put them into shared/data/mnist beside the repository.";

    private QualityData(Dataset grey, ImageSet binary)
    {
        Grey = grey;
        BinaryTest = binary;
    }

    /// <summary>60,000 and 10,000 images of 28 × 28, as they come.</summary>
    public Dataset Grey { get; }

    /// <summary>The held-out images, each pixel 0 or 255 with the probability that its grey says.</summary>
    public ImageSet BinaryTest { get; }

    /// <summary>Reads the data.</summary>
    /// <returns>Null where it is not on this machine.</returns>
    public static QualityData? TryRead()
    {
        if (Folder() is not { } folder || IdxFolder.TryRead(folder) is not { } grey) return null;
        return new QualityData(grey, Binarize(grey.Test));
    }

    /// <summary>Writes the same bytes for the peer: no gzip, no headers.</summary>
    /// <param name="folder">An existing folder.</param>
    public void WriteFor(string folder)
    {
        Write("train.u8", Grey.Train.Pixels);
        Write("test.u8", Grey.Test.Pixels);
        Write("test-binary.u8", BinaryTest.Pixels);
        Write("train-labels.u8", Grey.Train.Labels!.Value);
        Write("test-labels.u8", Grey.Test.Labels!.Value);

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
