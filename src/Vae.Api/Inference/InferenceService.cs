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
    public async Task<Posteriors> EncodeAsync(ModelLease model, ImageBatch images, CancellationToken cancellation)
    {
        var values = checked(images.Count * model.Version.LatentDim);
        var (mu, logvar) = (new float[values], new float[values]);
        await EncodeAsync(model, images.Pixels, images.Count, mu, logvar, cancellation);
        return new(images.Count, model.Version.LatentDim, mu, logvar);
    }

    /// <summary>Posteriors of images <c>[count, C, H, W]</c> in [0, 1], into the caller's memory <c>[count, D]</c>.</summary>
    public ValueTask EncodeAsync(
        ModelLease model, ReadOnlyMemory<float> images, int count, Memory<float> mu, Memory<float> logvar, CancellationToken cancellation) =>
        passes.RunAsync(model.Snapshot.Encoding, images, count, mu, logvar, cancellation);

    /// <summary>Pixel means <c>[Count, C, H, W]</c> in [0, 1] of the latents.</summary>
    public async Task<float[]> DecodeAsync(ModelLease model, LatentBatch latents, CancellationToken cancellation)
    {
        var pixels = new float[checked(latents.Count * model.Version.Input.Pixels)];
        await DecodeAsync(model, latents.Values, latents.Count, pixels, cancellation);
        return pixels;
    }

    /// <summary>Pixel means of latents <c>[count, D]</c>, into the caller's memory <c>[count, C, H, W]</c>.</summary>
    public ValueTask DecodeAsync(ModelLease model, ReadOnlyMemory<float> latents, int count, Memory<float> pixels, CancellationToken cancellation) =>
        passes.RunAsync(model.Snapshot.Decoding, latents, count, pixels, default, cancellation);

    /// <summary>Other bounded work, such as encoding pictures.</summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation) => gate.RunAsync(work, cancellation);
}
