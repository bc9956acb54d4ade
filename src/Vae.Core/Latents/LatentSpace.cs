using System.Runtime.InteropServices;
using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Models.Frozen;
using static TorchSharp.torch;

namespace Vae.Core.Latents;

/// <summary>
/// A trained model as a pair of functions over plain arrays. Safe to call from several threads: each call records no gradients and
/// disposes every tensor it makes. The model stays the caller's; neither may be disposed, nor the model trained, during a call.
/// </summary>
/// <remarks>
/// A frozen model (no parameter wants a gradient) on the CPU must not change any more: where the architecture allows it, its weights are
/// copied here once, into the order in which they are read. The copy goes when this is disposed.
/// </remarks>
public sealed class LatentSpace : IDisposable
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

    /// <summary>Number of classes that the model can be told, counted from 0: 0 for a model that is told none.</summary>
    public int Classes => _model.Options.Classes;

    /// <summary>Number of classes or clusters that the model itself tells apart, see <see cref="Classify"/>; 0: none.</summary>
    public int Categories => _model.Categories;

    /// <summary>
    /// Whether the bits of a row's result do not depend on the other rows of the call, so that rows of different callers may share one.
    /// True for frozen models on the CPU.
    /// </summary>
    public bool RowsAreIndependent => _path.RowsAreIndependent;

    /// <summary>Bytes held here beside the model's own weights: the weights as they are read at serving time, or 0.</summary>
    public long FrozenBytes => _path.Bytes;

    /// <summary>The same model through libtorch in one pass a call, as it was trained: what the other paths are held to.</summary>
    internal static LatentSpace OnLibtorch(VaeModel model) => new(model, new TorchPath(model, rowByRow: false));

    /// <summary>Disposes the copy of the weights, if there is one; the model stays.</summary>
    public void Dispose() => _path.Dispose();

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
        _path.Encode(images, count, default, mu, logvar);
        return new Posteriors(count, LatentDim, mu, logvar);
    }

    /// <summary>Encodes images into the caller's memory.</summary>
    /// <param name="images"><c>[N, C, H, W]</c>, row-major, in [0, 1].</param>
    /// <param name="count">N, at least 1.</param>
    /// <param name="mu">Receives the means, <c>[N, D]</c>; exactly that long.</param>
    /// <param name="logvar">Receives log σ², <c>[N, D]</c>; exactly that long.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A length does not fit <paramref name="count"/>, or a pixel is not in [0, 1].</exception>
    public void Encode(ReadOnlySpan<float> images, int count, Span<float> mu, Span<float> logvar) => Encode(images, count, default, mu, logvar);

    /// <summary>Encodes images of which the model is told the classes, into the caller's memory.</summary>
    /// <param name="images"><c>[N, C, H, W]</c>, row-major, in [0, 1].</param>
    /// <param name="count">N, at least 1.</param>
    /// <param name="labels">The classes, <c>[N]</c>, each below <see cref="Classes"/>, −1 where nothing is said; empty: nothing is said of any.</param>
    /// <param name="mu">Receives the means, <c>[N, D]</c>; exactly that long.</param>
    /// <param name="logvar">Receives log σ², <c>[N, D]</c>; exactly that long.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A length does not fit <paramref name="count"/>, a pixel is not in [0, 1], or there is no such class.</exception>
    public void Encode(ReadOnlySpan<float> images, int count, ReadOnlySpan<int> labels, Span<float> mu, Span<float> logvar)
    {
        CheckImages(images, count);
        CheckLabels(labels, count);
        CheckLength(mu.Length, count, LatentDim, nameof(mu));
        CheckLength(logvar.Length, count, LatentDim, nameof(logvar));
        _path.Encode(images, count, labels, mu, logvar);
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
        _path.Decode(latents, count, default, pixels);
        return pixels;
    }

    /// <summary>Decodes latents to pixel means in the caller's memory.</summary>
    /// <param name="latents"><c>[N, D]</c>, row-major, finite.</param>
    /// <param name="count">N, at least 1.</param>
    /// <param name="pixels">Receives <c>[N, C, H, W]</c>, row-major, in [0, 1]; exactly that long.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A length does not fit <paramref name="count"/>, or a value is not finite.</exception>
    public void Decode(ReadOnlySpan<float> latents, int count, Span<float> pixels) => Decode(latents, count, default, pixels);

    /// <summary>Decodes latents to pixel means of given classes, in the caller's memory.</summary>
    /// <param name="latents"><c>[N, D]</c>, row-major, finite.</param>
    /// <param name="count">N, at least 1.</param>
    /// <param name="labels">The classes, <c>[N]</c>, each below <see cref="Classes"/>, −1 where nothing is said; empty: nothing is said of any.</param>
    /// <param name="pixels">Receives <c>[N, C, H, W]</c>, row-major, in [0, 1]; exactly that long.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A length does not fit <paramref name="count"/>, a value is not finite, or there is no such class.</exception>
    public void Decode(ReadOnlySpan<float> latents, int count, ReadOnlySpan<int> labels, Span<float> pixels)
    {
        CheckLatents(latents, count);
        CheckLabels(labels, count);
        CheckLength(pixels.Length, count, Input.Pixels, nameof(pixels));
        _path.Decode(latents, count, labels, pixels);
    }

    /// <summary>Probabilities of the classes or clusters that the model itself tells apart.</summary>
    /// <param name="images"><c>[N, C, H, W]</c>, row-major, in [0, 1].</param>
    /// <param name="count">N, at least 1.</param>
    /// <returns><c>[N, K]</c>, row-major, rows that sum to 1; null for models that classify nothing.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    /// <exception cref="ArgumentException">The length does not fit <paramref name="count"/>, or a pixel is not in [0, 1].</exception>
    public float[]? Classify(ReadOnlySpan<float> images, int count)
    {
        CheckImages(images, count);
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        var device = _model.parameters().First().device;
        var x = TensorMemory.ToTensor(images, [count, Input.Channels, Input.Height, Input.Width], device);
        return _model.Classify(x) is { } probabilities ? TensorMemory.ToArray(probabilities) : null;
    }

    /// <summary>Draws from the model's prior, on the CPU: of a standard normal one the same as <see cref="LatentOperations.SamplePrior(int, int, long, double)"/>.</summary>
    /// <param name="count">Number of draws, at least 1.</param>
    /// <param name="seed">At least 0; the CPU generator uses its low 32 bits.</param>
    /// <param name="temperature">Factor on the standard deviation about each mode, finite, at least 0; 1 is the prior itself. Not used on a sphere.</param>
    /// <param name="destination">Receives <c>[count, D]</c>, row-major; exactly that long.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public void SamplePrior(int count, long seed, double temperature, Span<float> destination)
    {
        CheckLength(destination.Length, count, LatentDim, nameof(destination));
        if (!double.IsFinite(temperature) || temperature < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "The temperature must be finite and at least 0.");
        }

        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        using var generator = LatentOperations.Seeded(seed);
        TensorMemory.CopyTo(_model.Prior.Sample(count, generator, temperature), destination);
    }

    /// <summary>Draws one z from each posterior that <see cref="Encode(ReadOnlySpan{float}, int)"/> gave, on the CPU.</summary>
    /// <param name="posteriors">The posteriors.</param>
    /// <param name="seed">At least 0; the CPU generator uses its low 32 bits.</param>
    /// <returns><c>[N, D]</c>, row-major.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="seed"/> is below 0.</exception>
    public float[] SamplePosterior(Posteriors posteriors, long seed)
    {
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        using var generator = LatentOperations.Seeded(seed);
        long[] shape = [posteriors.Count, posteriors.LatentDim];
        var posterior = _model.PosteriorAt(
            TensorMemory.ToTensor(posteriors.Mu, shape, CPU), TensorMemory.ToTensor(posteriors.Logvar, shape, CPU));
        return TensorMemory.ToArray(posterior.Sample(generator));
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

    private void CheckLabels(ReadOnlySpan<int> labels, int count)
    {
        if (labels.IsEmpty) return;
        CheckLength(labels.Length, count, 1, nameof(labels));
        var index = labels.IndexOfAnyExceptInRange(-1, Classes - 1);
        if (index < 0) return;
        throw new ArgumentException(
            Classes == 0
                ? $"The model is told no classes; the label at index {index} is {labels[index]}. Give none."
                : $"Labels must be 0 to {Classes - 1}, or -1 for none; the one at index {index} is {labels[index]}.",
            nameof(labels));
    }

    private static void CheckLength(int actual, int count, int each, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var expected = (long)count * each;
        if (actual == expected) return;
        throw new ArgumentException($"Expected {count} × {each} = {expected} values, got {actual}.", name);
    }
}
