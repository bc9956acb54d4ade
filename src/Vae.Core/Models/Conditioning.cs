using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>How a model is told the class: K more columns beside the features, one-hot, zeros where nothing is said.</summary>
internal static class Conditioning
{
    /// <summary>Labels as rows <c>[B, K]</c> of zeros and a one.</summary>
    /// <param name="labels">Of each row its class, 0 to K − 1; −1, and whatever is no class, says nothing.</param>
    /// <param name="classes">K, at least 1.</param>
    /// <param name="device">Where the rows go.</param>
    /// <returns>float32; the caller disposes it.</returns>
    public static Tensor OneHot(ReadOnlySpan<int> labels, int classes, Device device)
    {
        var values = new float[labels.Length * classes];
        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] < (uint)classes) values[(i * classes) + labels[i]] = 1;
        }

        return TensorMemory.ToTensor(values, [labels.Length, classes], device);
    }

    /// <summary>Features with what is said of the class beside them.</summary>
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
