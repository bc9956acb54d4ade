using System.Text.Json.Serialization;

namespace Vae.Core.Objectives;

/// <summary>Where a standard deviation comes from.</summary>
[JsonConverter(typeof(KebabEnumConverter<ScaleKind>))]
public enum ScaleKind
{
    /// <summary>A number.</summary>
    Fixed,

    /// <summary>A trained scalar.</summary>
    Learned,

    /// <summary>The root of the batch's mean squared error, its maximum-likelihood value (σ-VAE, Rybkin et al. 2021).</summary>
    Optimal,
}
