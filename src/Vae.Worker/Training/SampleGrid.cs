using Vae.Core.Imaging;
using Vae.Core.Latents;
using Vae.Core.Models;

namespace Vae.Worker.Training;

/// <summary>Draws what a model decodes from the same latents at every epoch, so that its pictures of one run can be compared.</summary>
internal sealed class SampleGrid(IImageCodec codec)
{
    private const int Count = 64;
    private const int Columns = 8;
    private const long Seed = 0;

    /// <summary>The grid as PNG: 8 by 8 images decoded from draws of the prior.</summary>
    public byte[] Draw(VaeModel model)
    {
        var space = new LatentSpace(model);
        var latents = LatentOperations.SamplePrior(Count, space.LatentDim, Seed);
        return codec.Encode(ImageGrid.Compose(space.Decode(latents, Count), Count, space.Input, Columns), ImageFormat.Png);
    }
}
