using System.Globalization;
using System.Text.Json.Serialization;

namespace Vae.Core.Data;

/// <summary>The shape of one image, <c>[C, H, W]</c>.</summary>
/// <param name="Channels">Colour planes: 1 (grey) or 3 (RGB).</param>
/// <param name="Height">Rows, in pixels.</param>
/// <param name="Width">Columns, in pixels.</param>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Values in one image: <c>C · H · W</c>.</summary>
    [JsonIgnore]
    public int Pixels => checked(Channels * Height * Width);

    /// <summary>The shape as <c>CxHxW</c>, for messages.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Channels}x{Height}x{Width}");
}
