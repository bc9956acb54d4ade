using Vae.Core.Data.Digits;

namespace Vae.Core.Data;

/// <summary>Draws black and white images from grey ones: a pixel of value v becomes white with probability v ÷ 255.</summary>
public static class Binarizer
{
    /// <summary>Draws every pixel once. The same seed gives the same bytes on every machine, and image <c>i</c> does not depend on how many follow.</summary>
    /// <param name="images">Grey images; they stay as they are.</param>
    /// <param name="seed">Any value.</param>
    /// <returns>Images of 0 and 255 with the same labels, in memory of their own.</returns>
    public static ImageSet Draw(ImageSet images, long seed)
    {
        ArgumentNullException.ThrowIfNull(images);
        var size = images.Shape.Pixels;
        var pixels = new byte[images.Pixels.Length];
        for (var i = 0; i < images.Count; i++)
        {
            var random = SplitMix64.For(seed, i);
            var grey = images.Image(i);
            var drawn = pixels.AsSpan(i * size, size);
            // An integer below 255 is less than v in v of 255 cases: black stays black and white white.
            for (var j = 0; j < size; j++) drawn[j] = random.Index(255) < grey[j] ? (byte)255 : (byte)0;
        }

        return new ImageSet(images.Shape, pixels, images.Labels);
    }
}
