using Vae.Core.Data;

namespace Vae.Catalog.Datasets;

/// <summary>What a listing shows of a dataset.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Shape of its images.</param>
/// <param name="TrainCount">Images in the training split.</param>
/// <param name="TestCount">Images in the held-out split.</param>
/// <param name="HasLabels">Whether images carry labels.</param>
/// <param name="Source"><c>built-in</c>, <c>folder</c> (IDX files) or <c>images</c> (a folder of images).</param>
/// <param name="Sha256">Hash of its contents, lower-case hex; null until this process has read it once.</param>
public sealed record DatasetInfo(string Name, ImageShape Shape, int TrainCount, int TestCount, bool HasLabels, string Source, string? Sha256)
{
    /// <summary>The classes' names by label; null where the dataset has none.</summary>
    public IReadOnlyList<string>? LabelNames { get; init; }
}
