using System.Text.Json.Serialization;

namespace Vae.Core.Objectives;

/// <summary>How several samples make one bound.</summary>
[JsonConverter(typeof(KebabEnumConverter<BoundKind>))]
public enum BoundKind
{
    /// <summary>The mean of their bounds.</summary>
    Elbo,

    /// <summary>The log of the mean of their importance weights (Burda et al. 2016).</summary>
    ImportanceWeighted,
}
