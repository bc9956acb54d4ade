namespace Vae.Api.Contracts;

/// <summary>Where a version puts the images of a dataset, as columns.</summary>
internal sealed record MapResponse
{
    /// <summary>The version, <c>name@version</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary><c>train</c> or <c>test</c>.</summary>
    public required string Split { get; init; }

    /// <summary>Positions in this answer.</summary>
    public required int Count { get; init; }

    /// <summary>Images in the split.</summary>
    public required int Total { get; init; }

    /// <summary><c>identity</c>: x and y are the latent dimensions. <c>pca</c>: they are the means along their two principal axes.</summary>
    public required string Method { get; init; }

    /// <summary>Dimensions of the latent space.</summary>
    public required int LatentDim { get; init; }

    /// <summary>Share of the variance of all means along x and along y, 0 to 1.</summary>
    public required IReadOnlyList<double> ExplainedVariance { get; init; }

    /// <summary>Positions from left to right.</summary>
    public required float[] X { get; init; }

    /// <summary>Positions upwards; 0 where there is one dimension.</summary>
    public required float[] Y { get; init; }

    /// <summary>Labels; null where the dataset has none.</summary>
    public required int[]? Labels { get; init; }

    /// <summary>Numbers of the images within the split.</summary>
    public required int[] Items { get; init; }
}

/// <summary>A map is being computed: ask again.</summary>
/// <param name="State">Always <c>computing</c>.</param>
/// <param name="Done">Images encoded so far.</param>
/// <param name="Total">Images in the split.</param>
internal sealed record MapProgressResponse(string State, int Done, int Total);

/// <summary>What <c>POST /models/{ref}/neighbors</c> reads: one of z, image and item, and what to search.</summary>
/// <param name="Z">A latent vector.</param>
/// <param name="Image">An image as a data URL; its posterior mean is the point.</param>
/// <param name="Item">An image of the split, from 0; its posterior mean is the point, and it is not among its own neighbours.</param>
/// <param name="Dataset">A dataset. Default: the one that trained the version.</param>
/// <param name="Split"><c>train</c> (default) or <c>test</c>.</param>
/// <param name="K">Neighbours, 1 to 100. Default: 10.</param>
internal sealed record NeighborsRequest(float[]? Z, string? Image, int? Item, string? Dataset, string? Split, int? K);

/// <summary>The images of a dataset whose means are nearest to a point, nearest first.</summary>
/// <param name="Model">The version, <c>name@version</c>.</param>
/// <param name="Dataset">The dataset's name.</param>
/// <param name="Split"><c>train</c> or <c>test</c>.</param>
/// <param name="Z">The point.</param>
/// <param name="Neighbors">The images.</param>
internal sealed record NeighborsResponse(string Model, string Dataset, string Split, float[] Z, IReadOnlyList<NeighborItem> Neighbors);

/// <summary>An image near the point.</summary>
/// <param name="Item">Its number within the split.</param>
/// <param name="Distance">Euclidean distance of its posterior mean.</param>
/// <param name="Label">Its label; null where the dataset has none.</param>
/// <param name="Href">Where the image is.</param>
internal sealed record NeighborItem(int Item, double Distance, int? Label, string Href);
