using System.Buffers.Binary;
using Vae.Core.Data;

namespace Vae.TestUtils;

/// <summary>A few drawn digits as IDX files, so that a job takes less than a second.</summary>
public static class TinyDataset
{
    /// <summary>The name of the folder, and of the dataset.</summary>
    public const string Name = "tiny";
    /// <summary>Images of the training split.</summary>
    public const int TrainCount = 300;
    /// <summary>Images of the test split.</summary>
    public const int TestCount = 60;

    /// <summary>Writes both splits below a folder of datasets.</summary>
    public static void Write(string datasetsFolder, long seed = 1, string name = Name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(datasetsFolder, name)).FullName;
        WriteSplit(folder, "train", DigitsGenerator.Generate(TrainCount, seed));
        WriteSplit(folder, "t10k", DigitsGenerator.Generate(TestCount, seed + 1));
    }

    private static void WriteSplit(string folder, string split, ImageSet images)
    {
        Span<byte> header = stackalloc byte[16];
        int[] words = [0x803, images.Count, images.Shape.Height, images.Shape.Width];
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header[(4 * i)..], words[i]);
        File.WriteAllBytes(Path.Combine(folder, $"{split}-images-idx3-ubyte"), [.. header, .. images.Pixels.Span]);
    }
}
