using System.Text.Json.Serialization;

namespace Vae.Core.Training;

/// <summary>Arithmetic of the forward and the backward pass.</summary>
[JsonConverter(typeof(KebabEnumConverter<PrecisionKind>))]
public enum PrecisionKind
{
    /// <summary>Single precision throughout.</summary>
    Full,

    /// <summary>
    /// Matrix products and convolutions with TensorFloat-32: factors are rounded to 10 bits of mantissa, sums and everything else, weights
    /// included, stay in single precision. On CUDA only; pays on Ampere and newer devices, and needs no scaling of the loss.
    /// </summary>
    Mixed,
}
