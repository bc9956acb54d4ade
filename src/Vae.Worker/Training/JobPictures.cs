using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Training;

namespace Vae.Worker.Training;

/// <summary>The pictures of a run's epochs.</summary>
/// <param name="watched">The held-out images that are shown above their reconstructions.</param>
internal sealed class JobPictures(ImageSet watched)
{
    /// <summary>The pictures of a job on a dataset: the first held-out images, as the run is measured on them.</summary>
    public static JobPictures Of(Dataset dataset, TrainingOptions options) =>
        new(DataSplit.FirstHeldOut(dataset, options, SampleGrid.Watched));

    /// <summary>Draws from the prior, as PNG.</summary>
    public static byte[] Samples(VaeModel model) => SampleGrid.Draw(model);

    /// <summary>Held-out images above their reconstructions, as PNG.</summary>
    public byte[] Reconstructions(VaeModel model) => SampleGrid.DrawReconstructions(model, watched);
}
