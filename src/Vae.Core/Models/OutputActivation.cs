using System.Text.Json.Serialization;

namespace Vae.Core.Models;

/// <summary>What follows the decoder's last layer.</summary>
[JsonConverter(typeof(KebabEnumConverter<OutputActivation>))]
public enum OutputActivation
{
    /// <summary>σ(raw), in (0, 1); raw values are logits.</summary>
    Sigmoid,

    /// <summary>tanh(raw), in (−1, 1).</summary>
    Tanh,

    /// <summary>raw itself, unbounded; pictures are clamped to the range of pixels.</summary>
    Linear,
}
