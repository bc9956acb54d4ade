using System.Text.Json.Serialization;

namespace Vae.Client;

/// <summary>Numbers with a shape.</summary>
/// <param name="Values">The values, row-major.</param>
/// <param name="Shape">Sizes of the dimensions; their product is the number of values.</param>
public sealed record Tensor(float[] Values, IReadOnlyList<int> Shape)
{
    /// <summary>One entry along the first dimension.</summary>
    /// <param name="index">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    public ReadOnlySpan<float> Row(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Shape[0]);
        var length = Values.Length / Shape[0];
        return Values.AsSpan(index * length, length);
    }
}

/// <summary>Images as numbers.</summary>
/// <param name="Tensor"><c>[N, C, H, W]</c>, in [0, 1].</param>
/// <param name="Model">The version that answered, <c>name@version</c>.</param>
/// <param name="Seed">The seed that gives the same again; null where nothing was drawn.</param>
public sealed record ImageTensor(Tensor Tensor, string Model, long? Seed);

/// <summary>Images as a picture.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="MediaType"><c>image/png</c> and so on.</param>
/// <param name="Model">The version that answered, <c>name@version</c>; null for pictures that no model made.</param>
/// <param name="Seed">The seed that gives the same again; null where nothing was drawn.</param>
public sealed record Picture(byte[] Bytes, string MediaType, string? Model, long? Seed);

/// <summary>How pictures come.</summary>
public enum PictureFormat
{
    /// <summary>PNG: loses nothing.</summary>
    Png,

    /// <summary>WebP.</summary>
    WebP,

    /// <summary>JPEG: smallest, loses detail.</summary>
    Jpeg,

    /// <summary>GIF: several images are the frames of an animation.</summary>
    Gif,
}

/// <summary>How several images share a picture.</summary>
public enum PictureLayout
{
    /// <summary>All in one.</summary>
    Grid,

    /// <summary>Each by itself: a frame of an animation. PNG, WebP and JPEG have room for one image only.</summary>
    List,
}

/// <summary>How images become a picture.</summary>
/// <param name="Format">Its form.</param>
public sealed record PictureOptions(PictureFormat Format = PictureFormat.Png)
{
    /// <summary>How they share it. Default: a grid, but frames for a GIF.</summary>
    public PictureLayout? Layout { get; init; }

    /// <summary>Images in a row of a grid, 1 to 64. Default: as square as it can be.</summary>
    public int? Columns { get; init; }

    /// <summary>How often each pixel is repeated along both axes, 1 to 16. Default: 1.</summary>
    public int? Scale { get; init; }

    /// <summary>1 to 100, for JPEG and lossy WebP. Default: JPEG at 90, WebP without loss.</summary>
    public int? Quality { get; init; }

    /// <summary>How long a GIF shows each frame, 20 to 10,000 ms. Default: 80 ms.</summary>
    public int? DelayMilliseconds { get; init; }
}

/// <summary>An image to send: a PNG, JPEG or WebP file.</summary>
/// <param name="Bytes">The file.</param>
public sealed record ImageFile(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Reads a file whole.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<ImageFile> ReadAsync(string path, CancellationToken cancellation = default) =>
        new(await File.ReadAllBytesAsync(path, cancellation).ConfigureAwait(false));

    /// <summary>What the first bytes say the file is; octets where they say nothing, which the server then refuses by itself.</summary>
    internal string MediaType => Bytes.Span switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        _ => "image/png",
    };

    internal string DataUrl => $"data:{MediaType};base64,{Convert.ToBase64String(Bytes.Span)}";
}

/// <summary>The posterior of one image.</summary>
/// <param name="Mu">Means.</param>
/// <param name="Logvar">Logarithms of the variances, log σ².</param>
/// <param name="Z">The means, or a draw where one was asked for.</param>
/// <param name="Label">The class or cluster that the model finds likeliest, from 0; null for models that tell none apart.</param>
/// <param name="Probabilities">What it gives to each of them; null for models that tell none apart.</param>
public sealed record Posterior(float[] Mu, float[] Logvar, float[] Z, int? Label = null, float[]? Probabilities = null);

/// <summary>Posteriors of the images, in their order.</summary>
/// <param name="Model">The version that answered, <c>name@version</c>.</param>
/// <param name="LatentDim">Length of each vector.</param>
/// <param name="Items">One an image.</param>
public sealed record Encoding(string Model, int LatentDim, IReadOnlyList<Posterior> Items)
{
    /// <summary>The seed of the draws; null where nothing was drawn.</summary>
    [JsonIgnore]
    public long? Seed { get; init; }
}

/// <summary>Reconstructions of the images, in their order.</summary>
/// <param name="Model">The version that answered, <c>name@version</c>.</param>
/// <param name="Images">PNGs as data URLs.</param>
/// <param name="Mse">Squared error of each image, averaged over its pixels.</param>
/// <param name="Bce">Bernoulli negative log-likelihood of each image in nats, summed over its pixels.</param>
public sealed record Reconstruction(string Model, IReadOnlyList<string> Images, IReadOnlyList<double> Mse, IReadOnlyList<double> Bce);

/// <summary>Images to draw from the prior.</summary>
public sealed record SampleRequest
{
    /// <summary>Images, 1 to 64. Default: 16.</summary>
    public int? Count { get; init; }

    /// <summary>Seed, 0 and up. Default: the server picks one and returns it.</summary>
    public long? Seed { get; init; }

    /// <summary>Factor on the prior's standard deviation, 0 to 10. Default: 1.</summary>
    public double? Temperature { get; init; }
}

/// <summary>A place in latent space: an end of a path, or the base of a walk.</summary>
public sealed record LatentPoint
{
    private LatentPoint(float[]? z, string? image)
    {
        (Z, Image) = (z, image);
    }

    /// <summary>The latent vector; null for an image.</summary>
    public IReadOnlyList<float>? Z { get; }

    /// <summary>The image as a data URL, whose posterior mean is the place; null for a latent vector.</summary>
    public string? Image { get; }

    /// <summary>A latent vector.</summary>
    /// <param name="z">The vector.</param>
    public static LatentPoint Of(float[] z) => new(z, null);

    /// <summary>An image's posterior mean.</summary>
    /// <param name="image">The image.</param>
    public static LatentPoint Of(ImageFile image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return new(null, image.DataUrl);
    }
}

/// <summary>Images on a path, both ends included.</summary>
/// <param name="From">The first image's latent.</param>
/// <param name="To">The last image's latent.</param>
public sealed record InterpolateRequest(LatentPoint From, LatentPoint To)
{
    /// <summary>Images, 2 to 64. Default: 8.</summary>
    public int? Steps { get; init; }

    /// <summary><c>linear</c> (default) or <c>slerp</c>.</summary>
    public string? Method { get; init; }
}

internal sealed record DecodeRequest(IReadOnlyList<float[]> Z);
