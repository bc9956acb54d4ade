using System.Text.Json.Serialization;

namespace Vae.Core.Training;

/// <summary>The optimisers.</summary>
[JsonConverter(typeof(KebabEnumConverter<OptimizerKind>))]
public enum OptimizerKind
{
    /// <summary>Adam (Kingma and Ba 2015).</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay.</summary>
    AdamW,

    /// <summary>Stochastic gradient descent, with momentum where that is above 0.</summary>
    Sgd,
}
