using System.Text.Json.Serialization;

namespace Vae.Core.Models;

/// <summary>What a model is built from, apart from the size of its images. Written to the manifest of every checkpoint.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "architecture")]
[JsonDerivedType(typeof(MlpVaeOptions), MlpVaeOptions.ArchitectureName)]
[JsonDerivedType(typeof(ConvVaeOptions), ConvVaeOptions.ArchitectureName)]
public abstract record VaeOptions
{
    /// <summary>The architecture's name in requests, manifests and answers.</summary>
    [JsonIgnore]
    public abstract string Architecture { get; }

    /// <summary>Dimensions of the latent space. Legal: 1 to 512.</summary>
    public required int LatentDim { get; init; }
}
