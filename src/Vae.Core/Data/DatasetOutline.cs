namespace Vae.Core.Data;

/// <summary>What the headers of a dataset's files announce; the images may still turn out not to be there.</summary>
/// <param name="Shape">Shape of one image, the same in both splits.</param>
/// <param name="TrainCount">Images in the training split.</param>
/// <param name="TestCount">Images in the held-out split.</param>
/// <param name="HasLabels">Whether both splits have labels.</param>
public sealed record DatasetOutline(ImageShape Shape, int TrainCount, int TestCount, bool HasLabels)
{
    /// <summary>The classes' names by label, where the dataset has names for them: the folders of an image folder. Else null.</summary>
    public IReadOnlyList<string>? LabelNames { get; init; }

    /// <summary>The outline of a dataset that was read.</summary>
    /// <param name="dataset">The dataset.</param>
    public static DatasetOutline Of(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return new DatasetOutline(dataset.Train.Shape, dataset.Train.Count, dataset.Test.Count, dataset.Train.Labels is not null) { LabelNames = dataset.LabelNames };
    }
}
