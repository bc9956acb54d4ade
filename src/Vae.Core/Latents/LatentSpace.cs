using System.Runtime.InteropServices;
using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Models.Frozen;

namespace Vae.Core.Latents;

/// <summary>
/// A trained model as a pair of functions over plain arrays. Safe to call from several threads: each call records no gradients and
/// disposes every tensor it makes. The model stays the caller's, and must not be trained or disposed during a call.
/// </summary>
/// <remarks>
/// A frozen model (no parameter wants a gradient) on the CPU must not change any more: where the architecture allows it, its weights are
/// copied here once, into the order in which they are read.
/// </remarks>
public sealed class LatentSpace
{
    private readonly VaeModel _model;
    private readonly ILatentPath _path;

    /// <summary>A view on a model.</summary>
    /// <param name="model">The model, on any device.</param>
    public LatentSpace(VaeModel model)
        : this(model, FrozenModel.PathOf(model))
    {
    }

    private LatentSpace(VaeModel model, ILatentPath path)
    {
        _model = model;
        _path = path;
    }

    /// <summary>
    /// What this machine computes with, architecture and bits of a vector: <c>X64-512</c>, say. Where it is the same, and the build too, so
    /// are the results' bits.
    /// </summary>
    public static string Arithmetic { get; } = $"{RuntimeInformation.ProcessArchitecture}-{Kernels.FastestBits}";

    /// <summary>Shape of the images.</summary>
    public ImageShape Input => _model.Input;

    /// <summary>Dimensions of the latent space.</summary>
    public int LatentDim => _model.Options.LatentDim;

    /// <summary>
    /// Whether the bits of a row's result do not depend on the other rows of the call, so that rows of different callers may share one.
    /// True for frozen models on the CPU.
    /// </summary>
    public bool RowsAreIndependent => _path.RowsAreIndependent;

    /// <summary>Bytes held here beside the model's own weights: the weights as they are read at serving time, or 0.</summary>
    public long FrozenBytes => _path.Bytes;

    /// <summary>The same model through libtorch in one pass a call, as it was trained: what the other paths are held to.</summary>
    internal static LatentSpace OnLibtorch(VaeModel model) => new(model, new TorchPath(model, rowByRow: false));

    /// <summary>Encodes images.</summary>
    /// <param name="images"><c>[N, C, H, W]</c>, row-major, in [0, 1].</param>
    /// <param name="count">N, at least 1.</param>
    /// <returns>The posteriors' parameters <c>[N, D]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    /// <exception cref="ArgumentException">The length does not fit <paramref name="count"/>, or a pixel is not in [0, 1].</exception>
    public Posteriors Encode(ReadOnlySpan<float> images, int count)
    {
        CheckImages(images, count);
        var (mu, logvar) = (new float[count * LatentDim], new float[count * LatentDim]);
        _path.Encode(images, count, mu, logvar);
        return new Posteriors(count, LatentDim, mu, logvar);
    }

    /// <summary>Encodes images into the caller's memory.</summary>
    /// <param name="images"><c>[N, C, H, W]</c>, row-major, in [0, 1].</param>
    /// <param name="count">N, at least 1.</param>
    /// <param name="mu">Receives the means, <c>[N, D]</c>; exactly that long.</param>
    /// <param name="logvar">Receives log σ², <c>[N, D]</c>; exactly that long.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A length does not fit <paramref name="count"/>, or a pixel is not in [0, 1].</exception>
    public void Encode(ReadOnlySpan<float> images, int count, Span<float> mu, Span<float> logvar)
    {
        CheckImages(images, count);
        CheckLength(mu.Length, count, LatentDim, nameof(mu));
        CheckLength(logvar.Length, count, LatentDim, nameof(logvar));
        _path.Encode(images, count, mu, logvar);
    }

    /// <summary>Decodes latents to pixel means.</summary>
    /// <param name="latents"><c>[N, D]</c>, row-major, finite.</param>
    /// <param name="count">N, at least 1.</param>
    /// <returns><c>[N, C, H, W]</c>, row-major, in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    /// <exception cref="ArgumentException">The length does not fit <paramref name="count"/>, or a value is not finite.</exception>
    public float[] Decode(ReadOnlySpan<float> latents, int count)
    {
        CheckLatents(latents, count);
        var pixels = new float[checked(count * Input.Pixels)];
        _path.Decode(latents, count, pixels);
        return pixels;
    }

    /// <summary>Decodes latents to pixel means in the caller's memory.</summary>
    /// <param name="latents"><c>[N, D]</c>, row-major, finite.</param>
    /// <param name="count">N, at least 1.</param>
    /// <param name="pixels">Receives <c>[N, C, H, W]</c>, row-major, in [0, 1]; exactly that long.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A length does not fit <paramref name="count"/>, or a value is not finite.</exception>
    public void Decode(ReadOnlySpan<float> latents, int count, Span<float> pixels)
    {
        CheckLatents(latents, count);
        CheckLength(pixels.Length, count, Input.Pixels, nameof(pixels));
        _path.Decode(latents, count, pixels);
    }

    private void CheckImages(ReadOnlySpan<float> images, int count)
    {
        CheckLength(images.Length, count, Input.Pixels, nameof(images));
        var index = Finite.IndexOfFirstOutsideUnit(images);
        if (index >= 0) throw new ArgumentException($"Pixels must lie in [0, 1]; the one at index {index} is {images[index]}.", nameof(images));
    }

    private void CheckLatents(ReadOnlySpan<float> latents, int count)
    {
        CheckLength(latents.Length, count, LatentDim, nameof(latents));
        var index = Finite.IndexOfFirstNot(latents);
        if (index >= 0) throw new ArgumentException($"Latents must be finite; the value at index {index} is {latents[index]}.", nameof(latents));
    }

    private static void CheckLength(int actual, int count, int each, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var expected = (long)count * each;
        if (actual == expected) return;
        throw new ArgumentException($"Expected {count} × {each} = {expected} values, got {actual}.", name);
    }
}
