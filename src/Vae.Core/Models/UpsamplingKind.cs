using System.Text.Json.Serialization;

namespace Vae.Core.Models;

/// <summary>How a decoder doubles height and width.</summary>
[JsonConverter(typeof(KebabEnumConverter<UpsamplingKind>))]
public enum UpsamplingKind
{
    /// <summary>Each value becomes a square of four, then a convolution. Free of checkerboards (Odena et al. 2016).</summary>
    Nearest,

    /// <summary>A convolution to four times the channels, which are then laid out as squares of four (Shi et al. 2016).</summary>
    PixelShuffle,
}
