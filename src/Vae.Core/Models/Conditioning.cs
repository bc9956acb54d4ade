using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>How a model is told the class: K more columns beside the features, one-hot, zeros where nothing is said.</summary>
internal static class Conditioning
{
    /// <param name="features"><c>[B, F]</c>.</param>
    /// <param name="y"><c>[B, K]</c>, or null: zeros.</param>
    /// <param name="classes">K; 0: the model is told nothing, and the result is the features.</param>
    /// <returns><c>[B, F + K]</c>; the caller disposes it, and keeps the features.</returns>
    public static Tensor Join(Tensor features, Tensor? y, int classes)
    {
        if (classes == 0) return features.alias();
        if (y is not null) return cat([features, y], 1);
        using var nothing = zeros(features.shape[0], classes, dtype: features.dtype, device: features.device);
        return cat([features, nothing], 1);
    }
}
