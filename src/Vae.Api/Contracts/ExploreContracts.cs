namespace Vae.Api.Contracts;

/// <summary>What <c>POST /traverse</c> reads.</summary>
/// <param name="Base">Where the walk passes through; default: the origin.</param>
/// <param name="Dimensions">Dimensions to move, from 0, or the word <c>all</c>. Default: [0].</param>
/// <param name="Range">Greatest offset from the base, above 0. Default: 3.</param>
/// <param name="Steps">Images a dimension, 2 to 64. Default: 9.</param>
internal sealed record TraverseRequest(PathEnd? Base, int[]? Dimensions, double? Range, int? Steps);

/// <summary>Images along dimensions of latent space: all offsets of the first dimension, then of the next.</summary>
/// <param name="Model">The version that answered, <c>name@version</c>.</param>
/// <param name="Dimensions">The dimensions, one a row.</param>
/// <param name="Offsets">What is added to the base, one a column.</param>
/// <param name="Base">The base latent.</param>
/// <param name="Images">PNGs as data URLs.</param>
internal sealed record TraverseResponse(string Model, IReadOnlyList<int> Dimensions, double[] Offsets, float[] Base, IReadOnlyList<string> Images);

/// <summary>What <c>POST /manifold</c> reads.</summary>
/// <param name="Base">Values of the dimensions that stay; default: the origin.</param>
/// <param name="Dimensions">Two dimensions, from 0: the one that changes along a row, then the other. Default: [0, 1].</param>
/// <param name="Rows">1 to 64. Default: 15.</param>
/// <param name="Columns">1 to 64. Default: 15.</param>
/// <param name="Margin">Probability that is left out at each end, above 0, at most 0.5. Default: 0.05.</param>
internal sealed record ManifoldRequest(PathEnd? Base, int[]? Dimensions, int? Rows, int? Columns, double? Margin);

/// <summary>Images over a plane of latent space, row by row from the top, evenly spaced in the prior's probability.</summary>
/// <param name="Model">The version that answered, <c>name@version</c>.</param>
/// <param name="Dimensions">The dimension of <paramref name="X"/> and that of <paramref name="Y"/>.</param>
/// <param name="X">Values along a row, rising.</param>
/// <param name="Y">Values from the top row down, falling, as on a map.</param>
/// <param name="Base">The base latent.</param>
/// <param name="Images">PNGs as data URLs.</param>
internal sealed record ManifoldResponse(string Model, IReadOnlyList<int> Dimensions, double[] X, double[] Y, float[] Base, IReadOnlyList<string> Images);
