using System.Text.Json.Serialization;

namespace Vae.Core.Models;

/// <summary>Two strided convolutions and a narrow dense layer down, two strided transposed convolutions up.</summary>
public sealed record ConvVaeOptions : VaeOptions
{
    internal const string ArchitectureName = "conv";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Architecture => ArchitectureName;
}
