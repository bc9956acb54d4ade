using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Vae.Core.Checkpoints;
using Vae.Core.Imaging;
using Vae.Core.Imaging.Png;
using Vae.Core.Latents;
using Vae.Reliability.Tests.Wire;

namespace Vae.Reliability.Tests.Support;

/// <summary>What a checkpoint answers, worked out in the test from the published files themselves, one request at a time and without a service.</summary>
internal static class Oracle
{
    /// <summary>Hashes of the bodies that the checkpoint gives to those of the good requests whose answers are images of latents.</summary>
    public static IReadOnlyDictionary<WireRequest, byte[]> Expect(CheckpointFiles files)
    {
        using LoadedCheckpoint checkpoint = Checkpoint.Load(files, expectedId: null);
        return Requests.Good.Where(request => request.Expected is not null).ToDictionary(request => request, request => SHA256.HashData(request.Expected!(checkpoint.Space)));
    }

    /// <summary>The latents as a PNG.</summary>
    public static byte[] Picture(LatentSpace space, float[] latents)
    {
        (int count, float[] images) = Decode(space, latents);
        PixelImage image = count == 1 ? ImageGrid.Single(images, space.Input) : ImageGrid.Compose(images, count, space.Input);
        var file = new byte[PngWriter.MaxLength(image.Width, image.Height, image.Channels)];
        return file[..PngWriter.Write(image.Pixels, image.Width, image.Height, image.Channels, file)];
    }

    /// <summary>The latents as little-endian float32, which is what this machine's floats are.</summary>
    public static byte[] Numbers(LatentSpace space, float[] latents) => MemoryMarshal.AsBytes<float>(Decode(space, latents).Images).ToArray();

    /// <summary>The vector of a JSON array.</summary>
    public static float[] Vector(string json) => [.. json.Trim('[', ']').Split(',').Select(number => float.Parse(number, CultureInfo.InvariantCulture))];

    private static (int Count, float[] Images) Decode(LatentSpace space, float[] latents)
    {
        int count = latents.Length / space.LatentDim;
        return (count, space.Decode(latents, count));
    }
}
