namespace Vae.Api.Contracts;

/// <summary>Posteriors of the images, in the order in which they were sent.</summary>
/// <param name="Model">The version that answered, <c>name@version</c>.</param>
/// <param name="LatentDim">Length of each vector.</param>
/// <param name="Items">One an image.</param>
internal sealed record EncodeResponse(string Model, int LatentDim, IReadOnlyList<EncodedItem> Items);

/// <summary>The posterior of one image.</summary>
/// <param name="Mu">Means.</param>
/// <param name="Logvar">Logarithms of the variances, log σ².</param>
/// <param name="Z">The means, or with <c>sample=true</c> a draw.</param>
/// <param name="Label">The class or cluster that the model finds likeliest, from 0; absent for models that tell none apart.</param>
/// <param name="Probabilities">What it gives to each of them; absent for models that tell none apart.</param>
internal sealed record EncodedItem(float[] Mu, float[] Logvar, float[] Z, int? Label, float[]? Probabilities);

/// <summary>Decoded images.</summary>
/// <param name="Model">The version that answered, <c>name@version</c>.</param>
/// <param name="Images">PNGs as data URLs.</param>
internal sealed record DecodeResponse(string Model, IReadOnlyList<string> Images);

/// <summary>Images decoded from draws of the prior.</summary>
/// <param name="Model">The version that answered, <c>name@version</c>.</param>
/// <param name="Seed">The seed that gives the same images again.</param>
/// <param name="Images">PNGs as data URLs.</param>
/// <param name="Z">The draws, one an image.</param>
internal sealed record SampleResponse(string Model, long Seed, IReadOnlyList<string> Images, float[][] Z);

/// <summary>Images on a path between two latents, both ends included.</summary>
/// <param name="Model">The version that answered, <c>name@version</c>.</param>
/// <param name="Method"><c>linear</c> or <c>slerp</c>.</param>
/// <param name="Images">PNGs as data URLs.</param>
/// <param name="Z">The points on the path, one an image.</param>
internal sealed record InterpolateResponse(string Model, string Method, IReadOnlyList<string> Images, float[][] Z);

/// <summary>Reconstructions of the images, in the order in which they were sent.</summary>
/// <param name="Model">The version that answered, <c>name@version</c>.</param>
/// <param name="Images">PNGs as data URLs.</param>
/// <param name="Mse">Squared error of each image, averaged over its pixels.</param>
/// <param name="Bce">Bernoulli negative log-likelihood of each image in nats, summed over its pixels.</param>
internal sealed record ReconstructResponse(string Model, IReadOnlyList<string> Images, double[] Mse, double[] Bce);

/// <summary>What <c>POST /decode</c> reads.</summary>
/// <param name="Z">One vector <c>[..]</c> or up to 4,096 <c>[[..], ..]</c>.</param>
internal sealed record DecodeRequest(float[][] Z);

/// <summary>What <c>POST /sample</c> reads.</summary>
/// <param name="Count">Images, 1 to 64. Default: 16.</param>
/// <param name="Seed">Seed, 0 and up. Default: the server picks one and returns it.</param>
/// <param name="Temperature">Factor on the prior's standard deviation, 0 to 10; not used where the latent space is a sphere. Default: 1.</param>
internal sealed record SampleRequest(int? Count, long? Seed, double? Temperature);

/// <summary>One end of a path: a latent vector or an image, not both.</summary>
/// <param name="Z">A latent vector.</param>
/// <param name="Image">An image as a data URL; its posterior mean is the end.</param>
internal sealed record PathEnd(float[]? Z, string? Image);

/// <summary>What <c>POST /interpolate</c> reads.</summary>
/// <param name="From">The first image's latent.</param>
/// <param name="To">The last image's latent.</param>
/// <param name="Steps">Images, 2 to 64. Default: 8.</param>
/// <param name="Method"><c>linear</c> (default) or <c>slerp</c>.</param>
internal sealed record InterpolateRequest(PathEnd From, PathEnd To, int? Steps, string? Method);

/// <summary>What <c>POST /encode</c> and <c>POST /reconstruct</c> read as JSON.</summary>
/// <param name="Images">1 to 64 data URLs of PNG, JPEG or WebP images.</param>
internal sealed record ImagesRequest(string[] Images);
