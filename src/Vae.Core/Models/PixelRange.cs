using System.Text.Json.Serialization;

namespace Vae.Core.Models;

/// <summary>The range in which a model sees pixels. At the service's border they are always in [0, 1].</summary>
[JsonConverter(typeof(KebabEnumConverter<PixelRange>))]
public enum PixelRange
{
    /// <summary>[0, 1].</summary>
    Unit,

    /// <summary>[−1, 1]: 2x − 1.</summary>
    Symmetric,
}
