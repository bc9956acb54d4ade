using System.Text.Json.Serialization;

namespace Vae.Core.Data;

/// <summary>What the pixels of a dataset are.</summary>
[JsonConverter(typeof(KebabEnumConverter<PixelKind>))]
public enum PixelKind
{
    /// <summary>Every value is 0 or 255.</summary>
    Binary,

    /// <summary>One channel with levels between black and white.</summary>
    Grey,

    /// <summary>Three channels.</summary>
    Colour,
}
