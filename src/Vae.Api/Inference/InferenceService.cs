using Vae.Api.Inference.Passes;
using Vae.Api.Requests;
using Vae.Core.Latents;

namespace Vae.Api.Inference;

/// <summary>What requests do with a leased model. The lease must be held until the task has ended.</summary>
internal sealed class InferenceService(PassRunner passes, WorkGate gate, ImageDecoder decoder)
{
    /// <summary>Decodes the images to the model's input.</summary>
    public async Task<ImageBatch> ReadImagesAsync(ModelLease model, IReadOnlyList<EncodedImage> images, CancellationToken cancellation)
    {
        var shape = model.Version.Input;
        var pixels = new float[checked(images.Count * shape.Pixels)];
        await ReadImagesAsync(model, images, pixels, cancellation);
        return new(pixels, images.Count);
    }

    /// <summary>Decodes the images to the model's input, into the caller's memory <c>[Count, C, H, W]</c>.</summary>
    public ValueTask ReadImagesAsync(ModelLease model, IReadOnlyList<EncodedImage> images, Memory<float> pixels, CancellationToken cancellation)
    {
        var shape = model.Version.Input;
        // A small picture costs less than a thread's turn; the rest must not take every thread.
        if (images is [var only] && ImageDecoder.IsSmall(only.Bytes.Span))
        {
            decoder.Decode(images, shape, pixels.Span);
            return default;
        }
        return new(gate.RunAsync(
            () =>
            {
                decoder.Decode(images, shape, pixels.Span);
                return true;
            },
            cancellation));
    }

    /// <summary>Posteriors of the images.</summary>
    public async Task<Posteriors> EncodeAsync(ModelLease model, ImageBatch images, int? label, CancellationToken cancellation)
    {
        var values = checked(images.Count * model.Version.LatentDim);
        var (mu, logvar) = (new float[values], new float[values]);
        await EncodeAsync(model, Rows(images.Pixels, images.Count, label), mu, logvar, cancellation);
        return new(images.Count, model.Version.LatentDim, mu, logvar);
    }

    /// <summary>Posteriors of images <c>[count, C, H, W]</c> in [0, 1], into the caller's memory <c>[count, D]</c>.</summary>
    public ValueTask EncodeAsync(
        ModelLease model, PassRows images, Memory<float> mu, Memory<float> logvar, CancellationToken cancellation) =>
        passes.RunAsync(model.Snapshot.Encoding, images, mu, logvar, cancellation);

    /// <summary>Probabilities <c>[count, K]</c> of the classes or clusters that the model itself tells apart; null where it tells none.</summary>
    public Task<float[]?> ClassifyAsync(ModelLease model, ReadOnlyMemory<float> images, int count, CancellationToken cancellation) =>
        model.Snapshot.Space.Categories == 0
            ? Task.FromResult<float[]?>(null)
            : gate.RunAsync(() => model.Snapshot.Space.Classify(images.Span, count), cancellation);

    /// <summary>Rows that all have one class, or of which nothing is said.</summary>
    public static PassRows Rows(ReadOnlyMemory<float> values, int count, int? label)
    {
        if (label is not { } one)
            return new(values, count);
        var labels = new int[count];
        Array.Fill(labels, one);
        return new(values, count, labels);
    }

    /// <summary>Pixel means of latents <c>[count, D]</c>, into the caller's memory <c>[count, C, H, W]</c>.</summary>
    public ValueTask DecodeAsync(ModelLease model, PassRows latents, Memory<float> pixels, CancellationToken cancellation) =>
        passes.RunAsync(model.Snapshot.Decoding, latents, pixels, default, cancellation);

    /// <summary>Other bounded work, such as encoding pictures.</summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation) => gate.RunAsync(work, cancellation);
}
