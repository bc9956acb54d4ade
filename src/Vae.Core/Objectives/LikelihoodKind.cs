using System.Text.Json.Serialization;

namespace Vae.Core.Objectives;

/// <summary>The distribution of pixels given a latent.</summary>
[JsonConverter(typeof(KebabEnumConverter<LikelihoodKind>))]
public enum LikelihoodKind
{
    /// <summary>Binary pixels. On grey ones the number is a cross-entropy, not a likelihood.</summary>
    Bernoulli,

    /// <summary>Pixels anywhere in [0, 1], properly normalised (Loaiza-Ganem and Cunningham 2019).</summary>
    ContinuousBernoulli,

    /// <summary>Real values with a standard deviation.</summary>
    Gaussian,

    /// <summary>The 256 levels of a byte, each the mass of a logistic density over its bin (Salimans et al. 2017).</summary>
    DiscretizedLogistic,
}
