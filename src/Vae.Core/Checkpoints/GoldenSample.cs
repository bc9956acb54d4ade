using System.Runtime.InteropServices;
using Vae.Core.Latents;
using Vae.Core.Models;

namespace Vae.Core.Checkpoints;

/// <summary>
/// A latent and its decode, recorded when the checkpoint was written: proof that a reader computes what the writer did.
/// </summary>
/// <param name="Latent">z, one value a latent dimension.</param>
/// <param name="DecodeSha256">SHA-256 of the decode's little-endian float32 bytes, lower-case hex: equal on a like machine.</param>
/// <param name="Values">
/// Up to 256 values of the decode, evenly spaced from its first: what decides where other kernels round differently.
/// </param>
public sealed record GoldenSample(IReadOnlyList<float> Latent, string DecodeSha256, IReadOnlyList<float> Values)
{
    private const int MaxValues = 256;
    private const long Seed = 1;

    /// <summary>Pixels in [0, 1] differ by some 1e-6 between BLAS kernels; a wrong weight or layer shows far above this.</summary>
    private const float Tolerance = 1e-3f;

    internal static GoldenSample Of(VaeModel model)
    {
        var latent = LatentOperations.SamplePrior(1, model.Options.LatentDim, Seed);
        using var reference = LatentSpace.OnLibtorch(model);
        var decode = reference.Decode(latent, 1);
        return new GoldenSample(latent, Hash(decode), Pick(decode));
    }

    /// <summary>Checks the model through libtorch, as the sample was recorded, and through the path that will serve.</summary>
    /// <param name="model">The model.</param>
    /// <param name="space">The view on it that will serve.</param>
    /// <exception cref="CheckpointInvalidException">The latent decodes to something else, or the two paths encode its image differently.</exception>
    internal void Verify(VaeModel model, LatentSpace space)
    {
        var pixels = model.Input.Pixels;
        if (Latent.Count != model.Options.LatentDim || Values.Count != Math.Min(MaxValues, pixels))
        {
            throw new CheckpointInvalidException(
                $"The golden sample needs {model.Options.LatentDim} latents and {Math.Min(MaxValues, pixels)} values; it has {Latent.Count} and {Values.Count}.");
        }

        float[] latent = [.. Latent];
        if (Finite.IndexOfFirstNot(latent) >= 0) throw new CheckpointInvalidException("The golden sample's latent is not finite.");

        using var reference = LatentSpace.OnLibtorch(model);
        var decode = reference.Decode(latent, 1);
        Check(decode);
        Check(space.Decode(latent, 1));

        // The sample says nothing of the encoder: there the serving path is held to libtorch's.
        var (expected, actual) = (reference.Encode(decode, 1), space.Encode(decode, 1));
        CheckEqual("mu", expected.Mu, actual.Mu);
        CheckEqual("logvar", expected.Logvar, actual.Logvar);
    }

    private void Check(float[] decode)
    {
        if (Finite.IndexOfFirstNot(decode) >= 0) throw new CheckpointInvalidException("The golden sample decodes to values that are not finite.");
        if (Hash(decode) == DecodeSha256) return;

        float[] differences = [.. Pick(decode).Zip(Values, (actual, expected) => Math.Abs(actual - expected))];
        // Each one is asked: the largest of them would pass over a NaN.
        if (differences.All(difference => difference <= Tolerance)) return;
        throw new CheckpointInvalidException(
            $"The golden sample decodes to other values: they differ by {differences.Max()}, at most {Tolerance} is allowed.");
    }

    private static void CheckEqual(string name, float[] expected, float[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            // Posteriors have no bound: the tolerance grows with them. Where libtorch overflows there is nothing to compare.
            if (!float.IsFinite(expected[i]) || Math.Abs(actual[i] - expected[i]) <= Tolerance * (1 + Math.Abs(expected[i]))) continue;
            throw new CheckpointInvalidException(
                $"The serving path encodes the golden sample's image to {name} {actual[i]} in dimension {i}; libtorch gives {expected[i]}.");
        }
    }

    private static float[] Pick(float[] decode)
    {
        var count = Math.Min(MaxValues, decode.Length);
        return [.. Enumerable.Range(0, count).Select(i => decode[(long)i * decode.Length / count])];
    }

    private static string Hash(float[] decode) => CheckpointFiles.Sha256(MemoryMarshal.AsBytes(decode.AsSpan()));
}
