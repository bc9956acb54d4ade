using Vae.Catalog.Datasets;
using Vae.Core.Data;

namespace Vae.Api.Contracts;

/// <summary>A dataset.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Input">Size of its images.</param>
/// <param name="Train">Images in the training split.</param>
/// <param name="Test">Images in the held-out split.</param>
/// <param name="Labels">Whether images carry labels.</param>
/// <param name="Source"><c>built-in</c>, <c>folder</c> (IDX files) or <c>images</c> (a folder of images).</param>
/// <param name="Sha256">Hash of its contents; null until it was read once.</param>
/// <param name="LabelNames">The classes' names by label; null where it has none.</param>
/// <param name="Profile">What its pixels are; null in a list, for it takes a look at every one.</param>
internal sealed record DatasetResponse(
    string Name, ImageSize Input, int Train, int Test, bool Labels, string Source, string? Sha256, IReadOnlyList<string>? LabelNames, ProfileResponse? Profile)
{
    public static DatasetResponse From(DatasetInfo dataset, DatasetProfile? profile = null) => new(
        dataset.Name,
        ImageSize.From(dataset.Shape),
        dataset.TrainCount,
        dataset.TestCount,
        dataset.HasLabels,
        dataset.Source,
        dataset.Sha256,
        dataset.LabelNames,
        profile is null ? null : ProfileResponse.From(profile));
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
