using System.Runtime.InteropServices;
using Vae.Core.Latents;

namespace Vae.Core.Tests.Models.Frozen;

/// <summary>Whether a row's answer depends on what else is asked at the same time.</summary>
internal static class Batches
{
    /// <summary>Each row alone and in batches of 2 to <paramref name="count"/>, at other places in them each time: the same bits.</summary>
    public static void ShouldNotMatter(LatentSpace space, float[] images, float[] latents, int count)
    {
        var (pixels, latentDim) = (space.Input.Pixels, space.LatentDim);
        var encoded = Enumerable.Range(0, count).Select(row => space.Encode(images.AsSpan(row * pixels, pixels), 1)).ToList();
        var decoded = Enumerable.Range(0, count).Select(row => space.Decode(latents.AsSpan(row * latentDim, latentDim), 1)).ToList();

        foreach (var size in new[] { 2, 3, 4, 7, 15, 16, 17, 33, 64 }.Where(size => size <= count))
        {
            var first = (size * 5) % (count - size + 1);
            var posteriors = space.Encode(images.AsSpan(first * pixels, size * pixels), size);
            Same(posteriors.Mu, encoded.Skip(first).Take(size).SelectMany(row => row.Mu)).ShouldBeTrue($"mu in a batch of {size}");
            Same(posteriors.Logvar, encoded.Skip(first).Take(size).SelectMany(row => row.Logvar)).ShouldBeTrue($"logvar in a batch of {size}");
            Same(space.Decode(latents.AsSpan(first * latentDim, size * latentDim), size), decoded.Skip(first).Take(size).SelectMany(row => row))
                .ShouldBeTrue($"pixels in a batch of {size}");
        }
    }

    /// <summary>Bit by bit: 0 and −0 differ, and NaN is itself.</summary>
    public static bool Same(float[] first, IEnumerable<float> second) => Bits(first).AsSpan().SequenceEqual(Bits([.. second]));

    private static int[] Bits(float[] values) => MemoryMarshal.Cast<float, int>(values).ToArray();
}
