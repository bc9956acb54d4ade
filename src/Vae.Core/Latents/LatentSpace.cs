using Vae.Core.Data;
using Vae.Core.Models;
using static TorchSharp.torch;

namespace Vae.Core.Latents;

/// <summary>
/// A trained model as a pair of functions over plain arrays. Safe to call from several threads: each call records no gradients and
/// disposes every tensor it makes. The model stays the caller's, and must not be trained or disposed during a call.
/// </summary>
public sealed class LatentSpace
{
    private readonly VaeModel _model;
    private readonly Device _device;

    /// <summary>A view on a model.</summary>
    /// <param name="model">The model, on any device.</param>
    public LatentSpace(VaeModel model)
    {
        _model = model;
        _device = model.parameters().First().device;
    }

    /// <summary>Shape of the images.</summary>
    public ImageShape Input => _model.Input;

    /// <summary>Dimensions of the latent space.</summary>
    public int LatentDim => _model.Options.LatentDim;

    /// <summary>Encodes images.</summary>
    /// <param name="images"><c>[N, C, H, W]</c>, row-major, in [0, 1].</param>
    /// <param name="count">N, at least 1.</param>
    /// <returns>The posteriors' parameters <c>[N, D]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    /// <exception cref="ArgumentException">The length does not fit <paramref name="count"/>, or a pixel is not in [0, 1].</exception>
    public Posteriors Encode(ReadOnlySpan<float> images, int count)
    {
        CheckLength(images.Length, count, Input.Pixels, nameof(images));
        var index = images.IndexOfAnyExceptInRange(0f, 1f);
        if (index >= 0) throw new ArgumentException($"Pixels must lie in [0, 1]; the one at index {index} is {images[index]}.", nameof(images));

        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        var x = TensorMemory.ToTensor(images, [count, Input.Channels, Input.Height, Input.Width], _device);
        var posterior = _model.Encode(x);
        return new Posteriors(count, LatentDim, TensorMemory.ToArray(posterior.Mu), TensorMemory.ToArray(posterior.Logvar));
    }

    /// <summary>Decodes latents to pixel means.</summary>
    /// <param name="latents"><c>[N, D]</c>, row-major, finite.</param>
    /// <param name="count">N, at least 1.</param>
    /// <returns><c>[N, C, H, W]</c>, row-major, in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    /// <exception cref="ArgumentException">The length does not fit <paramref name="count"/>, or a value is not finite.</exception>
    public float[] Decode(ReadOnlySpan<float> latents, int count)
    {
        CheckLength(latents.Length, count, LatentDim, nameof(latents));
        var index = Finite.IndexOfFirstNot(latents);
        if (index >= 0) throw new ArgumentException($"Latents must be finite; the value at index {index} is {latents[index]}.", nameof(latents));

        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        var z = TensorMemory.ToTensor(latents, [count, LatentDim], _device);
        return TensorMemory.ToArray(_model.Decode(z));
    }

    private static void CheckLength(int actual, int count, int each, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var expected = (long)count * each;
        if (actual == expected) return;
        throw new ArgumentException($"Expected {count} × {each} = {expected} values, got {actual}.", name);
    }
}
