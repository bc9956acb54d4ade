using Vae.Core.Data;
using Vae.Core.Models;

namespace Vae.Core.Latents;

/// <summary>Posteriors of a batch of images, row-major <c>[N, D]</c>.</summary>
public sealed record Posteriors(int Count, int LatentDim, float[] Mu, float[] Logvar);

/// <summary>A trained model as a pair of functions over plain arrays; safe to call from several threads.</summary>
public sealed class LatentSpace(VaeModel model)
{
    /// <summary>Shape of the images.</summary>
    public ImageShape Input => throw new NotImplementedException();

    /// <summary>Dimensions of the latent space.</summary>
    public int LatentDim => throw new NotImplementedException();

    /// <summary>Encodes <c>[N, C, H, W]</c> images in [0, 1].</summary>
    public Posteriors Encode(ReadOnlySpan<float> images, int count) => throw new NotImplementedException(model.ToString());

    /// <summary>Decodes <c>[N, D]</c> latents to pixel means <c>[N, C, H, W]</c> in [0, 1].</summary>
    public float[] Decode(ReadOnlySpan<float> latents, int count) => throw new NotImplementedException();
}

/// <summary>Draws and paths in latent space.</summary>
public static class LatentOperations
{
    /// <summary>Draws <c>[count, latentDim]</c> from the prior N(0, temperature²·I).</summary>
    public static float[] SamplePrior(int count, int latentDim, long seed, double temperature = 1) => throw new NotImplementedException();

    /// <summary>Draws z = mu + exp(logvar/2)·eps, one per row.</summary>
    public static float[] SamplePosterior(Posteriors posteriors, long seed) => throw new NotImplementedException();

    /// <summary>Straight line, both ends included: <c>[steps, D]</c>.</summary>
    public static float[] Linear(ReadOnlySpan<float> from, ReadOnlySpan<float> to, int steps) => throw new NotImplementedException();

    /// <summary>Great-circle path, both ends included: <c>[steps, D]</c>.</summary>
    public static float[] Slerp(ReadOnlySpan<float> from, ReadOnlySpan<float> to, int steps) => throw new NotImplementedException();
}
