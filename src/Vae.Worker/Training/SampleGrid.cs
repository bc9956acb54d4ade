using Vae.Core.Data;
using Vae.Core.Imaging;
using Vae.Core.Latents;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Worker.Training;

/// <summary>Draws what a model makes of the same latents and the same images at every epoch, so that its pictures of one run can be compared.</summary>
internal sealed class SampleGrid(IImageCodec codec)
{
    private const int Count = 64;
    private const int Columns = 8;
    private const long Seed = 0;

    /// <summary>Images of the grid of reconstructions.</summary>
    public const int Watched = Columns;

    /// <summary>The grid as PNG: 8 by 8 images decoded from draws of the prior.</summary>
    public byte[] Draw(VaeModel model)
    {
        var space = new LatentSpace(model);
        var latents = LatentOperations.SamplePrior(Count, space.LatentDim, Seed);
        return codec.Encode(ImageGrid.Compose(space.Decode(latents, Count), Count, space.Input, Columns), ImageFormat.Png);
    }

    /// <summary>The grid as PNG: images above what the model makes of the means of their posteriors.</summary>
    /// <param name="model">The model in evaluation mode, on any device.</param>
    /// <param name="images">At most <see cref="Watched"/> images of its shape.</param>
    public byte[] DrawReconstructions(VaeModel model, ImageSet images)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var x = images.ToTensor(model.parameters().First().device); // [N, C, H, W]
        var decoded = model.Decode(model.Encode(x).Mu);
        var pictures = cat([x, decoded]).cpu();
        var pixels = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(pictures.contiguous().bytes).ToArray();
        return codec.Encode(ImageGrid.Compose(pixels, 2 * images.Count, images.Shape, images.Count), ImageFormat.Png);
    }
}
