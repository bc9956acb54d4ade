using System.Text.Json.Serialization;

namespace Vae.Core.Objectives;

/// <summary>How β grows at the start.</summary>
[JsonConverter(typeof(KebabEnumConverter<WarmupKind>))]
public enum WarmupKind
{
    /// <summary>It has its value from the first step.</summary>
    None,

    /// <summary>In equal steps from 0.</summary>
    Linear,

    /// <summary>Again and again (Fu et al. 2019).</summary>
    Cyclical,
}
