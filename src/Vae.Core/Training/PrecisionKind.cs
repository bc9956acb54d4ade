using System.Text.Json.Serialization;

namespace Vae.Core.Training;

/// <summary>Arithmetic of the forward and the backward pass.</summary>
[JsonConverter(typeof(KebabEnumConverter<PrecisionKind>))]
public enum PrecisionKind
{
    /// <summary>Single precision.</summary>
    Full,

    /// <summary>bfloat16 matrix products with weights kept in single precision; on CUDA only.</summary>
    Mixed,
}
