using System.Text.Json.Serialization;

namespace Vae.Core.Objectives;

/// <summary>How the KL term is computed.</summary>
[JsonConverter(typeof(KebabEnumConverter<DivergenceKind>))]
public enum DivergenceKind
{
    /// <summary>In closed form.</summary>
    Analytic,

    /// <summary>As the mean of log q(z|x) − log p(z) over the drawn latents.</summary>
    MonteCarlo,
}
