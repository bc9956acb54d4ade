using System.Text.Json.Serialization;

namespace Vae.Core.Models;

/// <summary>Strided convolutions and a narrow dense layer down, strided transposed convolutions up. For images of 8 to 256 pixels a side.</summary>
public sealed record ConvVaeOptions : VaeOptions
{
    internal const string ArchitectureName = "conv";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Architecture => ArchitectureName;

    /// <summary>
    /// Channels after each convolution; each one halves height and width, rounded up. Default: 32, 64. Legal: 1 to 6 of 1 to 1024, as long
    /// as every convolution still has something to halve.
    /// </summary>
    public IReadOnlyList<int> Channels { get; init; } = [32, 64];

    /// <summary>Width of the dense layer before the heads; 0: none, the heads read the last convolution. Default: 16. Legal: 0 to 8192.</summary>
    public int Bottleneck { get; init; } = 16;

    /// <summary>Equal when the common options, the bottleneck and every width are.</summary>
    /// <param name="other">The options to compare with.</param>
    public bool Equals(ConvVaeOptions? other) =>
        base.Equals(other) && Bottleneck == other.Bottleneck && Channels.SequenceEqual(other.Channels);

    /// <inheritdoc/>
    public override int GetHashCode() => Channels.Aggregate(HashCode.Combine(base.GetHashCode(), Bottleneck), HashCode.Combine);
}
