using System.Buffers.Binary;
using Vae.Core.Imaging;

namespace Vae.Core.Data;

/// <summary>Whether a file stores colour, told from its header: a grey photograph in an RGB file counts as colour.</summary>
internal static class StoredColour
{
    // ISO/IEC 15948, 11.2.2: signature 8, length 4, IHDR 4, width 4, height 4, depth 1.
    private const int PngColourType = 25;

    /// <summary>Whether an image that the gate let through has other channels than grey and alpha.</summary>
    public static bool Of(ReadOnlySpan<byte> gated, ImageFormat format) => format switch
    {
        ImageFormat.Png => gated[PngColourType] is not (0 or 4),
        ImageFormat.Jpeg => JpegComponents(gated) != 1,
        _ => true,
    };

    // ITU-T T.81, B.2.2: marker 2, length 2, precision 1, lines 2, samples 2, components 1. The gate leaves segments of known length before the frame.
    private static int JpegComponents(ReadOnlySpan<byte> gated)
    {
        for (var at = 2; at + 9 < gated.Length; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(gated[(at + 2)..]))
        {
            if (gated[at + 1] is 0xC0 or 0xC1 or 0xC2)
                return gated[at + 9];
        }

        return 3;
    }
}
