using System.Text.Json.Serialization;

namespace Vae.Core.Training;

/// <summary>How grey pixels become black and white.</summary>
[JsonConverter(typeof(KebabEnumConverter<BinarizationKind>))]
public enum BinarizationKind
{
    /// <summary>They stay grey.</summary>
    None,

    /// <summary>Each pixel is drawn once from its own grey value, by the seed.</summary>
    Static,

    /// <summary>Each pixel is drawn anew from its grey value whenever it is used (Salakhutdinov and Murray 2008).</summary>
    Dynamic,
}
