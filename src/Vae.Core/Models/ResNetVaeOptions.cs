using System.Text.Json.Serialization;

namespace Vae.Core.Models;

/// <summary>
/// Residual blocks with group normalisation and SiLU between strided convolutions down, and between upsamplings up. For images of 8 to 256
/// pixels a side; the defaults suit 32×32 in colour.
/// </summary>
public sealed record ResNetVaeOptions : VaeOptions
{
    internal const string ArchitectureName = "resnet";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Architecture => ArchitectureName;

    /// <summary>
    /// Channels of each stage; each stage begins by halving height and width, rounded up. Default: 32, 64, 128. Legal: 1 to 6 of 4 to 1024,
    /// as long as every stage still has something to halve.
    /// </summary>
    public IReadOnlyList<int> Channels { get; init; } = [32, 64, 128];

    /// <summary>Residual blocks in each stage, in the encoder and again in the decoder. Default: 2. Legal: 1 to 8.</summary>
    public int Blocks { get; init; } = 2;

    /// <summary>How the decoder doubles height and width. Default: nearest.</summary>
    public UpsamplingKind Upsampling { get; init; }

    /// <summary>Equal when the common options, the blocks, the upsampling and every width are.</summary>
    /// <param name="other">The options to compare with.</param>
    public bool Equals(ResNetVaeOptions? other) =>
        base.Equals(other) && Blocks == other.Blocks && Upsampling == other.Upsampling && Channels.SequenceEqual(other.Channels);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        Channels.Aggregate(HashCode.Combine(base.GetHashCode(), Blocks, Upsampling), HashCode.Combine);
}
