using System.Text.Json.Serialization;

namespace Vae.Core.Models;

/// <summary>What a model is built from, apart from the size of its images. Written to the manifest of every checkpoint.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "architecture")]
[JsonDerivedType(typeof(MlpVaeOptions), MlpVaeOptions.ArchitectureName)]
[JsonDerivedType(typeof(LeakyMlpVaeOptions), LeakyMlpVaeOptions.ArchitectureName)]
[JsonDerivedType(typeof(ConvVaeOptions), ConvVaeOptions.ArchitectureName)]
[JsonDerivedType(typeof(ResNetVaeOptions), ResNetVaeOptions.ArchitectureName)]
[JsonDerivedType(typeof(ClusterVaeOptions), ClusterVaeOptions.ArchitectureName)]
[JsonDerivedType(typeof(M2VaeOptions), M2VaeOptions.ArchitectureName)]
public abstract record VaeOptions
{
    /// <summary>The architecture's name in requests, manifests and answers.</summary>
    [JsonIgnore]
    public abstract string Architecture { get; }

    /// <summary>
    /// Whether the model guesses the classes that it is not told, as a semi-supervised one does: then only
    /// <c>objective.labelledShare</c> of the training images show theirs, and it is measured on images that show none.
    /// </summary>
    [JsonIgnore]
    public virtual bool InfersClasses => false;

    /// <summary>Dimensions of the latent space. Legal: 1 to 512.</summary>
    public required int LatentDim { get; init; }

    /// <summary>What follows the decoder's last layer. Default: sigmoid.</summary>
    public OutputActivation Output { get; init; } = OutputActivation.Sigmoid;

    /// <summary>The range in which the model sees pixels. Legal: symmetric with tanh, unit with sigmoid, either with linear. Default: unit.</summary>
    public PixelRange Range { get; init; } = PixelRange.Unit;

    /// <summary>The family of the posterior. Default: gaussian.</summary>
    public PosteriorKind Posterior { get; init; } = PosteriorKind.Gaussian;

    /// <summary>The concentration κ of a von Mises-Fisher posterior. Legal: 0.1 to 1000. Default: null, which is 20. No meaning for other posteriors.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Kappa { get; init; }

    /// <summary>Whether encoder and decoder are told the image's class; <c>classes</c> says of how many. Default: 0, they are not. Legal: 0, 2 to 256.</summary>
    public int Classes { get; init; }

    /// <summary>
    /// Whether the model has a trained scalar <c>log_scale</c>: the log standard deviation of a Gaussian, the log scale of a discretised
    /// logistic likelihood, shared by all pixels, in the units of <c>range</c>. It starts at −2. Default: false.
    /// </summary>
    public bool LearnedScale { get; init; }

    /// <summary>κ with its default.</summary>
    [JsonIgnore]
    internal double Concentration => Kappa ?? 20;

    /// <summary>Whether the encoder has a second head: the spread of a von Mises-Fisher posterior is fixed.</summary>
    [JsonIgnore]
    internal bool HasSpread => Posterior != PosteriorKind.VonMisesFisher;
}
