using Vae.Catalog.Datasets;

namespace Vae.Api.Contracts;

/// <summary>A dataset.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Input">Size of its images.</param>
/// <param name="Train">Images in the training split.</param>
/// <param name="Test">Images in the held-out split.</param>
/// <param name="Labels">Whether images carry labels.</param>
/// <param name="Source"><c>built-in</c> or <c>folder</c>.</param>
/// <param name="Sha256">Hash of its contents; null until it was read once.</param>
internal sealed record DatasetResponse(string Name, ImageSize Input, int Train, int Test, bool Labels, string Source, string? Sha256)
{
    public static DatasetResponse From(DatasetInfo dataset) => new(
        dataset.Name, ImageSize.From(dataset.Shape), dataset.TrainCount, dataset.TestCount, dataset.HasLabels, dataset.Source, dataset.Sha256);
}

/// <summary>All datasets, by name.</summary>
/// <param name="Items">The datasets.</param>
internal sealed record DatasetListResponse(IReadOnlyList<DatasetResponse> Items);

/// <summary>One image of a dataset.</summary>
/// <param name="Dataset">The dataset's name.</param>
/// <param name="Split"><c>train</c> or <c>test</c>.</param>
/// <param name="Index">Its number within the split, from 0.</param>
/// <param name="Label">Its label; null where the dataset has none.</param>
/// <param name="Image">The image, a data URL.</param>
internal sealed record DatasetItemResponse(string Dataset, string Split, int Index, int? Label, string Image);
