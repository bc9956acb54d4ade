using Vae.Core.Data;
using Vae.Core.Imaging;
using Vae.Core.Latents;
using Vae.Core.Models;

namespace Vae.Worker.Training;

/// <summary>Draws what a model makes of the same latents and the same images at every epoch, so that its pictures of one run can be compared.</summary>
internal static class SampleGrid
{
    private const int Count = 64;
    private const int Columns = 8;
    private const long Seed = 0;

    // What a latent space takes for "nothing is said of the class".
    private const int NoClass = -1;

    /// <summary>Images of the grid of reconstructions.</summary>
    public const int Watched = Columns;

    /// <summary>The grid as PNG: 8 by 8 images decoded from draws of the model's own prior. A model that is told classes is told each in turn.</summary>
    /// <param name="model">The model in evaluation mode, on any device.</param>
    public static byte[] Draw(VaeModel model)
    {
        using var space = new LatentSpace(model);
        var latents = new float[Count * space.LatentDim];
        space.SamplePrior(Count, Seed, temperature: 1, latents);
        int[] labels = space.Classes == 0 ? [] : [.. Enumerable.Range(0, Count).Select(i => i % space.Classes)];
        var pixels = new float[Count * space.Input.Pixels];
        space.Decode(latents, Count, labels, pixels);
        return ImageCodec.Encode(ImageGrid.Compose(pixels, Count, space.Input, Columns), ImageFormat.Png);
    }

    /// <summary>The grid as PNG: images above what the model makes of the means of their posteriors. A model that is told classes is told the images'.</summary>
    /// <param name="model">The model in evaluation mode, on any device.</param>
    /// <param name="images">At most <see cref="Watched"/> images of its shape.</param>
    public static byte[] DrawReconstructions(VaeModel model, ImageSet images)
    {
        using var space = new LatentSpace(model);
        var labels = LabelsOf(images, space.Classes);
        var pixels = new float[2 * images.Pixels.Length];
        var given = pixels.AsSpan(0, images.Pixels.Length);
        for (var i = 0; i < given.Length; i++)
            given[i] = images.Pixels.Span[i] / 255f;
        var (mu, logvar) = (new float[images.Count * space.LatentDim], new float[images.Count * space.LatentDim]);
        space.Encode(given, images.Count, labels, mu, logvar);
        space.Decode(mu, images.Count, labels, pixels.AsSpan(given.Length));
        return ImageCodec.Encode(ImageGrid.Compose(pixels, 2 * images.Count, images.Shape, images.Count), ImageFormat.Png);
    }

    private static int[] LabelsOf(ImageSet images, int classes)
    {
        if (classes == 0 || images.Labels is not { } given) return [];
        var labels = new int[images.Count];
        for (var i = 0; i < labels.Length; i++)
            labels[i] = given.Span[i] < classes ? given.Span[i] : NoClass;
        return labels;
    }
}
