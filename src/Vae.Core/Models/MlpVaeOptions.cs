using System.Text.Json.Serialization;

namespace Vae.Core.Models;

/// <summary>A fully connected encoder and decoder: <c>pixels → hidden… → latent → …hidden → pixels</c>, an activation between.</summary>
public sealed record MlpVaeOptions : VaeOptions
{
    internal const string ArchitectureName = "mlp";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Architecture => ArchitectureName;

    /// <summary>Widths of the encoder's hidden layers, in order; the decoder mirrors them. Legal: 1 to 8 layers of 1 to 8192.</summary>
    public required IReadOnlyList<int> HiddenDims { get; init; }

    /// <summary>Between the layers. Default: relu.</summary>
    public HiddenActivation Activation { get; init; } = HiddenActivation.Relu;

    /// <summary>Equal when the common options, the activation and every width are.</summary>
    /// <param name="other">The options to compare with.</param>
    public bool Equals(MlpVaeOptions? other) =>
        base.Equals(other) && Activation == other.Activation && HiddenDims.SequenceEqual(other.HiddenDims);

    /// <inheritdoc/>
    public override int GetHashCode() => HiddenDims.Aggregate(HashCode.Combine(base.GetHashCode(), Activation), HashCode.Combine);
}
