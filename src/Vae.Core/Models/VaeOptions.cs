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

/// <summary>A fully connected encoder and decoder: <c>pixels → hidden… → latent → …hidden → pixels</c>, ReLU between.</summary>
public sealed record MlpVaeOptions : VaeOptions
{
    internal const string ArchitectureName = "mlp";

    /// <inheritdoc/>
    public override string Architecture => ArchitectureName;

    /// <summary>Widths of the encoder's hidden layers, in order; the decoder mirrors them. Legal: 1 to 8 layers of 1 to 8192.</summary>
    public required IReadOnlyList<int> HiddenDims { get; init; }
}

/// <summary>Two strided convolutions and a narrow dense layer down, two strided transposed convolutions up.</summary>
public sealed record ConvVaeOptions : VaeOptions
{
    internal const string ArchitectureName = "conv";

    /// <inheritdoc/>
    public override string Architecture => ArchitectureName;
}
