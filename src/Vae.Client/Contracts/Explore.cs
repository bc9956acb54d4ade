namespace Vae.Client;

/// <summary>A walk along dimensions of latent space.</summary>
public sealed record TraverseRequest
{
    /// <summary>Where the walk passes through. Default: the origin.</summary>
    public LatentPoint? Base { get; init; }

    /// <summary>Dimensions to move, from 0. Default: [0].</summary>
    public IReadOnlyList<int>? Dimensions { get; init; }

    /// <summary>Greatest offset from the base, above 0. Default: 3.</summary>
    public double? Range { get; init; }

    /// <summary>Images a dimension, 2 to 64. Default: 9.</summary>
    public int? Steps { get; init; }
}

/// <summary>A plane of latent space, evenly spaced in the prior's probability.</summary>
public sealed record ManifoldRequest
{
    /// <summary>Values of the dimensions that stay. Default: the origin.</summary>
    public LatentPoint? Base { get; init; }

    /// <summary>Two dimensions, from 0: across and up. Default: [0, 1].</summary>
    public IReadOnlyList<int>? Dimensions { get; init; }

    /// <summary>1 to 64. Default: 15.</summary>
    public int? Rows { get; init; }

    /// <summary>1 to 64. Default: 15.</summary>
    public int? Columns { get; init; }

    /// <summary>Probability that is left out at each end, above 0, at most 0.5. Default: 0.05.</summary>
    public double? Margin { get; init; }
}

/// <summary>Positions of a dataset's images in latent space, as columns of equal length.</summary>
public sealed record LatentMap
{
    /// <summary>The version, <c>name@version</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary><c>train</c> or <c>test</c>.</summary>
    public required string Split { get; init; }

    /// <summary>Positions here.</summary>
    public required int Count { get; init; }

    /// <summary>Images in the split.</summary>
    public int Total { get; init; }

    /// <summary><c>identity</c>: the latent dimensions themselves; <c>pca</c>: the means along their two principal axes.</summary>
    public required string Method { get; init; }

    /// <summary>Dimensions of the latent space.</summary>
    public int LatentDim { get; init; }

    /// <summary>Share of the variance of all means along x and along y, 0 to 1.</summary>
    public IReadOnlyList<double> ExplainedVariance { get; init; } = [];

    /// <summary>Positions from left to right.</summary>
    public required float[] X { get; init; }

    /// <summary>Positions upwards.</summary>
    public required float[] Y { get; init; }

    /// <summary>Labels; null where the dataset has none.</summary>
    public int[]? Labels { get; init; }

    /// <summary>Numbers of the images within the split.</summary>
    public int[] Items { get; init; } = [];
}

/// <summary>A point whose neighbours are wanted: exactly one of <see cref="Z"/>, <see cref="Image"/> and <see cref="Item"/>.</summary>
public sealed record NeighborsRequest
{
    /// <summary>A latent vector.</summary>
    public float[]? Z { get; init; }

    /// <summary>An image as a data URL; its posterior mean is the point.</summary>
    public string? Image { get; init; }

    /// <summary>An image of the split, from 0; it is not among its own neighbours.</summary>
    public int? Item { get; init; }

    /// <summary>A dataset. Default: the one that trained the version.</summary>
    public string? Dataset { get; init; }

    /// <summary><c>train</c> (default) or <c>test</c>.</summary>
    public string? Split { get; init; }

    /// <summary>Neighbours, 1 to 100. Default: 10.</summary>
    public int? K { get; init; }
}

/// <summary>The images whose posterior means are nearest to a point, nearest first.</summary>
/// <param name="Model">The version, <c>name@version</c>.</param>
/// <param name="Dataset">The dataset's name.</param>
/// <param name="Split"><c>train</c> or <c>test</c>.</param>
/// <param name="Z">The point.</param>
/// <param name="Neighbors">The images.</param>
public sealed record Neighborhood(string Model, string Dataset, string Split, float[] Z, IReadOnlyList<Neighbor> Neighbors);

/// <summary>An image near the point.</summary>
/// <param name="Item">Its number within the split.</param>
/// <param name="Distance">Euclidean distance of its posterior mean.</param>
/// <param name="Label">Its label; null where the dataset has none.</param>
/// <param name="Href">Where the image is.</param>
public sealed record Neighbor(int Item, double Distance, int? Label, string Href);
