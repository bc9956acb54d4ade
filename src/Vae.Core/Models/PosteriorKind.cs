using System.Text.Json.Serialization;

namespace Vae.Core.Models;

/// <summary>The family of the posterior q(z|x), and with it of the prior.</summary>
[JsonConverter(typeof(KebabEnumConverter<PosteriorKind>))]
public enum PosteriorKind
{
    /// <summary>N(mu, σ²) with a diagonal covariance; prior N(0, I).</summary>
    Gaussian,

    /// <summary>The same behind batch normalisation of mu and σ, which keeps the KL above a floor (BN-VAE, Zhu et al. 2020); prior N(0, I).</summary>
    BatchNorm,

    /// <summary>von Mises-Fisher on the unit sphere with a fixed concentration (Davidson et al. 2018); uniform prior on the sphere.</summary>
    VonMisesFisher,
}
