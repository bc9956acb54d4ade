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
    private protected VaeModel(VaeOptions options, ImageShape input)
        : base(options.Architecture)
    {
        Options = options;
        Input = input;
    }

    /// <summary>Shape of the images, <c>[C, H, W]</c>.</summary>
    public ImageShape Input { get; }

    /// <summary>What the model was built from.</summary>
    public VaeOptions Options { get; }

    /// <summary>Number of trained values.</summary>
    public long ParameterCount => parameters().Sum(parameter => parameter.numel());

    /// <summary>Encodes images to the posteriors q(z|x).</summary>
    /// <param name="x"><c>[B, C, H, W]</c>, float32 in [0, 1], on the model's device.</param>
    /// <returns>Posteriors <c>[B, D]</c>; the caller disposes <c>Mu</c> and <c>Logvar</c>.</returns>
    /// <exception cref="ArgumentException"><paramref name="x"/> is not a batch of images of the shape <see cref="Input"/>.</exception>
    public DiagonalGaussian Encode(Tensor x)
    {
        var shape = x.shape;
        if (shape.Length != 4 || shape[1] != Input.Channels || shape[2] != Input.Height || shape[3] != Input.Width)
        {
            throw new ArgumentException(
                $"Expected images of shape [B, {Input.Channels}, {Input.Height}, {Input.Width}], got [{string.Join(", ", shape)}].", nameof(x));
        }

        return EncodeImages(x);
    }

    /// <summary>Decodes latents to the logits of the pixel means.</summary>
    /// <param name="z"><c>[B, D]</c>, float32, on the model's device.</param>
    /// <returns><c>[B, C, H, W]</c>, unbounded; the caller disposes it.</returns>
    /// <exception cref="ArgumentException"><paramref name="z"/> is not a batch of latents of this model.</exception>
    public Tensor DecodeLogits(Tensor z)
    {
        var shape = z.shape;
        if (shape.Length != 2 || shape[1] != Options.LatentDim)
        {
            throw new ArgumentException(
                $"Expected latents of shape [B, {Options.LatentDim}], got [{string.Join(", ", shape)}].", nameof(z));
        }

        return DecodeLatents(z);
    }

    /// <summary>Decodes latents to pixel means, the sigmoid of <see cref="DecodeLogits"/>.</summary>
    /// <param name="z"><c>[B, D]</c>, float32, on the model's device.</param>
    /// <returns><c>[B, C, H, W]</c> in [0, 1]; the caller disposes it.</returns>
    /// <exception cref="ArgumentException"><paramref name="z"/> is not a batch of latents of this model.</exception>
    public Tensor Decode(Tensor z)
    {
        using var logits = DecodeLogits(z);
        return logits.sigmoid();
    }

    private protected abstract DiagonalGaussian EncodeImages(Tensor x);

    private protected abstract Tensor DecodeLatents(Tensor z);
}
