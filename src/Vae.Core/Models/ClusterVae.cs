using TorchSharp.Modules;
using TorchSharp.Utils;
using Vae.Core.Data;
using Vae.Core.Distributions;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>The clustering model: encoder and decoder of <see cref="ConvVae"/>, a classifier p(y|z), and the mean of p(z|y) of every cluster y.</summary>
internal sealed class ClusterVae : VaeModel
{
    private static readonly string[] LayerNames = ["fc1", "fc2"];

    [ComponentName(Name = "encoder")]
    private readonly ConvEncoder _encoder;

    [ComponentName(Name = "decoder")]
    private readonly ConvDecoder _decoder;

    [ComponentName(Name = "classifier")]
    private readonly DenseStack _classifier;

    [ComponentName(Name = "means")]
    private readonly Parameter _means;

    public ClusterVae(ClusterVaeOptions options, ImageShape input)
        : base(options, input)
    {
        _encoder = new ConvEncoder(options.Convolutions, input);
        _decoder = new ConvDecoder(options.Convolutions, input);
        _classifier = new DenseStack([options.LatentDim, ClusterVaeOptions.ClassifierWidth, options.Clusters], LayerNames);
        _means = new Parameter(zeros(options.Clusters, options.LatentDim));
        RegisterComponents();
    }

    /// <summary>p(z): the clusters.</summary>
    // Made at each call: moving the model to a device puts a new parameter into the field.
    public GaussianMixture Clusters => new(_means);

    /// <inheritdoc/>
    public override Prior Prior => Clusters;

    /// <inheritdoc/>
    public override int Categories => ((ClusterVaeOptions)Options).Clusters;

    /// <inheritdoc/>
    /// <remarks>p(y|z) at z = mu.</remarks>
    public override Tensor? Classify(Tensor x)
    {
        var posterior = Encode(x);
        using var mu = posterior.Mu;
        using var logvar = posterior.Logvar;
        using var logs = LogClusters(mu);
        return logs.exp();
    }

    /// <summary>log p(y|z) of latents <c>[B, D]</c>: <c>[B, K]</c>.</summary>
    public Tensor LogClusters(Tensor z)
    {
        using var scores = _classifier.RunOpen(z, HiddenActivation.Relu);
        return scores.log_softmax(1);
    }

    private protected override Heads EncodeImages(Tensor x, Tensor? y) => _encoder.Encode(x, null);

    private protected override Tensor DecodeLatents(Tensor z, Tensor? y) => _decoder.Decode(z, null);
}
