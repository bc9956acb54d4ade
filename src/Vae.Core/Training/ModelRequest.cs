namespace Vae.Core.Training;

/// <summary>Changes to a preset's model. A member that the architecture does not have is refused.</summary>
public sealed record ModelRequest
{
    /// <summary>Another architecture than the preset's: <c>mlp</c>, <c>leaky-mlp</c>, <c>conv</c>, <c>resnet</c>, <c>cluster</c> or <c>m2</c>, with that architecture's defaults.</summary>
    public string? Architecture { get; init; }

    /// <summary>Dimensions of the latent space, 1 to 512. Of <c>leaky-mlp</c>: half its last hidden width.</summary>
    public int? LatentDim { get; init; }

    /// <summary>Hidden widths of an <c>mlp</c> or <c>leaky-mlp</c> model, 1 to 8 of 1 to 8192.</summary>
    public IReadOnlyList<int>? HiddenDims { get; init; }

    /// <summary>Between the layers of an <c>mlp</c> model: <c>relu</c>, <c>leaky-relu</c>, <c>silu</c> or <c>tanh</c>.</summary>
    public string? Activation { get; init; }

    /// <summary>Values that a <c>leaky-mlp</c> model decodes: as many as an image has.</summary>
    public int? DecodeDim { get; init; }

    /// <summary>Channels of each stage of a <c>conv</c> or <c>resnet</c> model, 1 to 6 of 1 to 1024.</summary>
    public IReadOnlyList<int>? Channels { get; init; }

    /// <summary>Width of a <c>conv</c> model's dense layer before the heads, 0 (none) to 8192.</summary>
    public int? Bottleneck { get; init; }

    /// <summary>Residual blocks a stage of a <c>resnet</c> model, 1 to 8.</summary>
    public int? Blocks { get; init; }

    /// <summary>How a <c>resnet</c> model's decoder doubles its maps: <c>nearest</c> or <c>pixel-shuffle</c>.</summary>
    public string? Upsampling { get; init; }

    /// <summary>Concentration κ of a von Mises-Fisher posterior, 0.1 to 1000.</summary>
    public double? Kappa { get; init; }

    /// <summary>Clusters of a cluster model, 2 to 256.</summary>
    public int? Clusters { get; init; }

    /// <summary>What follows the decoder's last layer: <c>sigmoid</c>, <c>tanh</c> or <c>linear</c>.</summary>
    public string? Output { get; init; }

    /// <summary>The range in which the model sees pixels: <c>unit</c> or <c>symmetric</c>. Default: the one that a given output asks for.</summary>
    public string? Range { get; init; }

    /// <summary>The family of the posterior: <c>gaussian</c>, <c>batch-norm</c> or <c>von-mises-fisher</c>.</summary>
    public string? Posterior { get; init; }

    /// <summary>true: encoder and decoder are told the image's class, of as many as the dataset has.</summary>
    public bool? Conditional { get; init; }

    /// <summary>Whether a scale is trained with the weights. Default: where the objective has a use for it.</summary>
    public bool? LearnedScale { get; init; }
}
