using Vae.Core.Data;
using Vae.Core.Latents;

namespace Vae.Api.Maps;

/// <summary>Where a version puts the images of one split of a dataset. Immutable.</summary>
internal sealed class LatentMap
{
    /// <summary>The means themselves are the positions.</summary>
    public const string Identity = "identity";

    /// <summary>The positions are the means along their two principal axes.</summary>
    public const string Pca = "pca";

    private LatentMap(float[] means, int latentDim, ReadOnlyMemory<byte>? labels) => (Means, LatentDim, Labels) = (means, latentDim, labels);

    /// <summary>Posterior means, <c>[Count, LatentDim]</c>.</summary>
    public float[] Means { get; }

    /// <summary>Dimensions of the latent space.</summary>
    public int LatentDim { get; }

    /// <summary>One an image, or null.</summary>
    public ReadOnlyMemory<byte>? Labels { get; }

    /// <summary><see cref="Identity"/> up to two dimensions, <see cref="Pca"/> above.</summary>
    public required string Method { get; init; }

    /// <summary>Share of the means' variance along x and along y, 0 to 1.</summary>
    public required double[] ExplainedVariance { get; init; }

    /// <summary>Positions from left to right, <c>[Count]</c>.</summary>
    public required float[] X { get; init; }

    /// <summary>Positions upwards, <c>[Count]</c>; 0 where there is one dimension.</summary>
    public required float[] Y { get; init; }

    /// <summary>Images.</summary>
    public int Count => X.Length;

    /// <summary>Memory that it holds.</summary>
    public long Bytes => ((long)Means.Length + X.Length + Y.Length) * sizeof(float);

    /// <summary>The label of an image, or null.</summary>
    public int? LabelOf(int item) => Labels is { } labels ? labels.Span[item] : null;

    /// <summary>Lays the means out in two dimensions. The same means give the same positions.</summary>
    /// <param name="means"><c>[N, latentDim]</c>.</param>
    /// <param name="latentDim">D, at least 1.</param>
    /// <param name="set">The images.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static LatentMap Of(float[] means, int latentDim, ImageSet set, CancellationToken cancellation)
    {
        var found = PrincipalComponents.Of(means, latentDim, Math.Min(latentDim, 2), cancellation);
        if (latentDim > 2)
            return new(means, latentDim, set.Labels) { Method = Pca, ExplainedVariance = found.Shares, X = found.Project(means, 0), Y = found.Project(means, 1) };

        var y = latentDim == 2 ? Column(means, latentDim, 1) : new float[means.Length];
        return new(means, latentDim, set.Labels) { Method = Identity, ExplainedVariance = Shares(found), X = Column(means, latentDim, 0), Y = y };
    }

    /// <summary>Shares of the dimensions as they are: Σ eigenvalue · (axis's part along the dimension)².</summary>
    private static double[] Shares(PrincipalComponents found)
    {
        var shares = new double[2];
        var dimensions = found.Mean.Length;
        for (var axis = 0; axis < dimensions; axis++)
        {
            for (var d = 0; d < dimensions; d++)
                shares[d] += found.Shares[axis] * Math.Pow(found.Axes[axis * dimensions + d], 2);
        }
        return shares;
    }

    private static float[] Column(float[] means, int latentDim, int column)
    {
        var values = new float[means.Length / latentDim];
        for (var i = 0; i < values.Length; i++)
            values[i] = means[i * latentDim + column];
        return values;
    }
}
