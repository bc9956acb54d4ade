using System.Text.Json.Serialization;

namespace Vae.Core.Models;

/// <summary>The semi-supervised model M2: a classifier q(y|x), an encoder q(z|x, y) and a decoder p(x|y, z), all fully connected with ReLU.</summary>
/// <remarks>Kingma et al. 2014. <see cref="VaeOptions.Classes"/> is required here.</remarks>
public sealed record M2VaeOptions : VaeOptions
{
    internal const string ArchitectureName = "m2";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Architecture => ArchitectureName;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool InfersClasses => true;

    /// <summary>Widths of the hidden layers of classifier and encoder, in order; the decoder mirrors them. Legal: 1 to 8 layers of 1 to 8192.</summary>
    public required IReadOnlyList<int> HiddenDims { get; init; }

    /// <summary>Equal when the common options and every width are.</summary>
    /// <param name="other">The options to compare with.</param>
    public bool Equals(M2VaeOptions? other) => base.Equals(other) && HiddenDims.SequenceEqual(other.HiddenDims);

    /// <inheritdoc/>
    public override int GetHashCode() => HiddenDims.Aggregate(base.GetHashCode(), HashCode.Combine);
}
