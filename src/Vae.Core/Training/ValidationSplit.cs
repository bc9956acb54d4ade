using Vae.Core.Data;

namespace Vae.Core.Training;

/// <summary>How many images of a training split a share keeps back for validation.</summary>
internal static class ValidationSplit
{
    /// <summary>Images kept back: the share of the split, rounded to the nearest.</summary>
    public static int Count(int images, double share) => (int)Math.Round(images * share);

    /// <summary>Images that are trained on.</summary>
    public static int Left(int images, double share) => images - Count(images, share);

    /// <summary>Steps of an epoch; some, where the dataset is not known.</summary>
    public static long StepsPerEpoch(TrainingOptions training, DatasetProfile? data)
    {
        const int Some = 100;
        return data is null ? Some : (Left(data.TrainCount, training.ValidationShare) + training.BatchSize - 1L) / training.BatchSize;
    }
}
