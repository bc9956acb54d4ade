using System.Text.Json.Serialization;

namespace Vae.Core.Training;

/// <summary>Which weights a run publishes.</summary>
[JsonConverter(typeof(KebabEnumConverter<WeightsKind>))]
public enum WeightsKind
{
    /// <summary>Those of its last epoch.</summary>
    Last,

    /// <summary>Those of the epoch with the least validation loss, once the KL has its full weight.</summary>
    Best,
}
