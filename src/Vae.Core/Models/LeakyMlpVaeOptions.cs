using System.Text.Json.Serialization;

namespace Vae.Core.Models;

/// <summary>
/// A fully connected model with leaky ReLU(0.01) whose latent space has half the width of its last hidden layer, and whose two heads are
/// networks of two layers each.
/// </summary>
public sealed record LeakyMlpVaeOptions : VaeOptions
{
    internal const string ArchitectureName = "leaky-mlp";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Architecture => ArchitectureName;

    /// <summary>
    /// Widths of the encoder's hidden layers, in order; the decoder mirrors them. The last one, halved and rounded down, is the latent
    /// dimension. Legal: 1 to 8 layers of 1 to 8192, the last at least 2.
    /// </summary>
    public required IReadOnlyList<int> HiddenDims { get; init; }

    /// <summary>Number of values decoded. Null (default): as many as an image has. Legal for training: null, or as many as an image has.</summary>
    public int? DecodeDim { get; init; }

    /// <summary>Equal when the common options, the decoded values and every width are.</summary>
    /// <param name="other">The options to compare with.</param>
    public bool Equals(LeakyMlpVaeOptions? other) =>
        base.Equals(other) && DecodeDim == other.DecodeDim && HiddenDims.SequenceEqual(other.HiddenDims);

    /// <inheritdoc/>
    public override int GetHashCode() => HiddenDims.Aggregate(HashCode.Combine(base.GetHashCode(), DecodeDim), HashCode.Combine);
}
