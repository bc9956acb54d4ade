using System.Text.Json.Serialization;

namespace Vae.Core.Models;

/// <summary>What follows a hidden layer.</summary>
[JsonConverter(typeof(KebabEnumConverter<HiddenActivation>))]
public enum HiddenActivation
{
    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x where it is positive, else 0.01·x.</summary>
    LeakyRelu,

    /// <summary>x·σ(x).</summary>
    Silu,

    /// <summary>tanh(x).</summary>
    Tanh,
}
