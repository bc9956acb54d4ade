using System.Text.Json.Serialization;

namespace Vae.Core.Models;

/// <summary>The convolutional model with a prior of several Gaussians, whose means it learns, and a classifier of latents that says which one.</summary>
public sealed record ClusterVaeOptions : VaeOptions
{
    internal const string ArchitectureName = "cluster";

    /// <summary>Width of the classifier's hidden layer.</summary>
    internal const int ClassifierWidth = 256;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Architecture => ArchitectureName;

    /// <summary>Clusters, K. Legal: 2 to 256. Default: 10.</summary>
    public int Clusters { get; init; } = 10;

    /// <summary>Its encoder and decoder: two strided convolutions of 32 and 64 channels, with no layer between them and the heads.</summary>
    [JsonIgnore]
    internal ConvVaeOptions Convolutions => new()
    {
        LatentDim = LatentDim,
        Channels = [32, 64],
        Bottleneck = 0,
        Output = Output,
        Range = Range,
    };
}
