using Vae.Api.Requests;
using Vae.Core.Latents;

namespace Vae.Api.Inference;

/// <summary>What requests do with a leased model. Each call is one piece of bounded work.</summary>
internal sealed class InferenceService(WorkGate gate, ImageDecoder decoder)
{
    /// <summary>Decodes the images to the model's input.</summary>
    public Task<ImageBatch> ReadImagesAsync(ModelLease model, IReadOnlyList<EncodedImage> images, CancellationToken cancellation) =>
        gate.RunAsync(() => decoder.Decode(images, model.Version.Input), cancellation);

    /// <summary>Posteriors of the images.</summary>
    public Task<Posteriors> EncodeAsync(ModelLease model, ImageBatch images, CancellationToken cancellation) =>
        gate.RunAsync(() => model.Space.Encode(images.Pixels, images.Count), cancellation);

    /// <summary>Pixel means <c>[Count, C, H, W]</c> in [0, 1] of the latents.</summary>
    public Task<float[]> DecodeAsync(ModelLease model, LatentBatch latents, CancellationToken cancellation) =>
        gate.RunAsync(() => model.Space.Decode(latents.Values, latents.Count), cancellation);

    /// <summary>Other bounded work, such as encoding pictures.</summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation) => gate.RunAsync(work, cancellation);
}
