using TorchSharp.Modules;
using Vae.Core.Data;
using Vae.Core.Distributions;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>
/// A variational autoencoder: an encoder from images to posteriors and a decoder from latents to pixel logits.
/// Its state-dict keys are the names of the write-ups' PyTorch classes and are the checkpoint format.
/// </summary>
/// <remarks>
/// Shapes are checked here, in managed code, because a native matrix product with wrong shapes can abort the process.
/// Reading methods are safe to call from several threads as long as nobody trains the model.
/// </remarks>
public abstract class VaeModel : nn.Module
{
    /// <summary>
    /// Where the trained log scale starts: e⁻² = 0.14, a sharp image's residuals within a range of width 1 or 2. Adam moves it by about the learning
    /// rate a step, so that from 0, a scale as wide as the range, it would lag behind the decoder for thousands of steps.
    /// </summary>
    internal const double LogScaleStart = -2;

    private const string LogScaleName = "log_scale";

    private readonly BatchNormHeads? _normalized;
    private readonly SphereHeads? _sphere;

    private protected VaeModel(VaeOptions options, ImageShape input)
        : base(options.Architecture)
    {
        Options = options;
        Input = input;
        Prior = options.Posterior == PosteriorKind.VonMisesFisher ? new UniformSphere(options.LatentDim) : new StandardNormal(options.LatentDim);
        if (options.Posterior == PosteriorKind.BatchNorm) register_module("posterior", _normalized = new BatchNormHeads(options.LatentDim));
        if (options.Posterior == PosteriorKind.VonMisesFisher) register_module("posterior", _sphere = new SphereHeads(options.LatentDim, options.Concentration));
        if (!options.LearnedScale) return;
        register_parameter(LogScaleName, new Parameter(full(1L, LogScaleStart, dtype: ScalarType.Float32)));
    }

    /// <summary>Shape of the images, <c>[C, H, W]</c>.</summary>
    public ImageShape Input { get; }

    /// <summary>What the model was built from.</summary>
    public VaeOptions Options { get; }

    /// <summary>The distribution of latents before any image was seen.</summary>
    public virtual Prior Prior { get; }

    /// <summary>The trained scalar of <see cref="VaeOptions.LearnedScale"/>, <c>[1]</c>, or null. The model's.</summary>
    // From the registry at each call: moving the model to a device puts a new parameter there.
    public Parameter? LogScale => Options.LearnedScale ? get_parameter(LogScaleName) : null;

    /// <summary>Number of classes or clusters that the model itself tells apart; 0: none.</summary>
    public virtual int Categories => 0;

    /// <summary>Number of trained values.</summary>
    public long ParameterCount => parameters().Sum(parameter => parameter.numel());

    /// <summary>Encodes images to the posteriors q(z|x).</summary>
    /// <param name="x"><c>[B, C, H, W]</c>, float32 in [0, 1], on the model's device.</param>
    /// <param name="y">
    /// The classes of the images for a model that is told them: <c>[B, K]</c>, one-hot, on the model's device. Null: nothing is said, which is
    /// the same as zeros.
    /// </param>
    /// <returns>Posteriors <c>[B, D]</c>; the caller disposes <c>Mu</c> and <c>Logvar</c>.</returns>
    /// <exception cref="ArgumentException"><paramref name="x"/> is not a batch of images of the shape <see cref="Input"/>, or <paramref name="y"/> does not fit.</exception>
    public Posterior Encode(Tensor x, Tensor? y = null)
    {
        var shape = x.shape;
        if (shape.Length != 4 || shape[1] != Input.Channels || shape[2] != Input.Height || shape[3] != Input.Width)
        {
            throw new ArgumentException(
                $"Expected images of shape [B, {Input.Channels}, {Input.Height}, {Input.Width}], got [{string.Join(", ", shape)}].", nameof(x));
        }

        CheckClasses(y, shape[0]);
        using var inRange = Options.Range == PixelRange.Symmetric ? ToRange(x) : null;
        return PosteriorOf(EncodeImages(inRange ?? x, y));
    }

    /// <summary>Decodes latents to the last layer's values, before <see cref="VaeOptions.Output"/>: logits, where that is a sigmoid.</summary>
    /// <param name="z">
    /// <c>[B, D]</c>, float32, on the model's device. Where the latent space is a sphere, only the direction counts, so that every point of the space
    /// has an image.
    /// </param>
    /// <param name="y">The classes, as for <see cref="Encode"/>.</param>
    /// <returns><c>[B, C, H, W]</c>, unbounded; the caller disposes it.</returns>
    /// <exception cref="ArgumentException"><paramref name="z"/> is not a batch of latents of this model, or <paramref name="y"/> does not fit.</exception>
    public Tensor DecodeRaw(Tensor z, Tensor? y = null)
    {
        var shape = z.shape;
        if (shape.Length != 2 || shape[1] != Options.LatentDim)
        {
            throw new ArgumentException(
                $"Expected latents of shape [B, {Options.LatentDim}], got [{string.Join(", ", shape)}].", nameof(z));
        }

        CheckClasses(y, shape[0]);
        if (_sphere is null) return DecodeLatents(z, y);
        using var direction = nn.functional.normalize(z);
        return DecodeLatents(direction, y);
    }

    /// <summary>Decodes latents to pixels: the likelihood's location, as a picture.</summary>
    /// <param name="z"><c>[B, D]</c>, float32, on the model's device.</param>
    /// <param name="y">The classes, as for <see cref="Encode"/>.</param>
    /// <returns><c>[B, C, H, W]</c> in [0, 1]; the caller disposes it.</returns>
    /// <exception cref="ArgumentException"><paramref name="z"/> is not a batch of latents of this model, or <paramref name="y"/> does not fit.</exception>
    public Tensor Decode(Tensor z, Tensor? y = null)
    {
        using var raw = DecodeRaw(z, y);
        if (Options.Output == OutputActivation.Sigmoid) return raw.sigmoid();
        using var location = Locate(raw);
        return FromRange(location);
    }

    /// <summary>The decoder's location in the model's range: <see cref="VaeOptions.Output"/> of the raw values.</summary>
    /// <param name="raw">Values of <see cref="DecodeRaw"/>.</param>
    /// <returns>The same shape; the caller disposes it.</returns>
    public Tensor Locate(Tensor raw) => Options.Output switch
    {
        OutputActivation.Sigmoid => raw.sigmoid(),
        OutputActivation.Tanh => raw.tanh(),
        _ => raw.alias(),
    };

    /// <summary>Pixels as the model sees them.</summary>
    /// <param name="x">Pixels in [0, 1].</param>
    /// <returns>The same shape, in <see cref="VaeOptions.Range"/>; the caller disposes it.</returns>
    public Tensor ToRange(Tensor x)
    {
        if (Options.Range == PixelRange.Unit) return x.alias();
        var signed = x * 2;
        return signed.sub_(1);
    }

    /// <summary>Probabilities of the classes that the model tells apart itself: the labels of <c>m2</c>, the clusters of <c>cluster</c>.</summary>
    /// <param name="x"><c>[B, C, H, W]</c>, float32 in [0, 1], on the model's device.</param>
    /// <returns><c>[B, K]</c>, rows that sum to 1; the caller disposes it. Null for models that classify nothing.</returns>
    /// <exception cref="ArgumentException"><paramref name="x"/> is not a batch of images of the shape <see cref="Input"/>.</exception>
    public virtual Tensor? Classify(Tensor x) => null;

    /// <summary>The posteriors whose parameters <see cref="Encode"/> gave, over the given tensors.</summary>
    internal Posterior PosteriorAt(Tensor mu, Tensor logvar) => _sphere is null ? new DiagonalGaussian(mu, logvar) : _sphere.At(mu, logvar);

    private Posterior PosteriorOf(Heads heads)
    {
        if (_normalized is null && _sphere is null) return new DiagonalGaussian(heads.Mu, heads.Spread!);
        using var mu = heads.Mu;
        using var spread = heads.Spread;
        return _sphere is null ? _normalized!.Of(heads) : _sphere.Of(heads);
    }

    private protected abstract Heads EncodeImages(Tensor x, Tensor? y);

    private protected abstract Tensor DecodeLatents(Tensor z, Tensor? y);

    private Tensor FromRange(Tensor location)
    {
        if (Options.Range == PixelRange.Unit) return location.clamp(0, 1);
        using var half = location * 0.5;
        using var unit = half + 0.5;
        return unit.clamp(0, 1);
    }

    private void CheckClasses(Tensor? y, long count)
    {
        if (y is null) return;
        var shape = y.shape;
        if (Options.Classes > 0 && shape.Length == 2 && shape[0] == count && shape[1] == Options.Classes) return;
        throw new ArgumentException(
            Options.Classes == 0
                ? "This model is not told classes; pass none."
                : $"Expected classes of shape [{count}, {Options.Classes}], got [{string.Join(", ", shape)}].",
            nameof(y));
    }
}
