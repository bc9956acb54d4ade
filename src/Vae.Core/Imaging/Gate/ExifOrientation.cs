using System.Buffers.Binary;

namespace Vae.Core.Imaging.Gate;

/// <summary>
/// Reads one tag, the orientation, from the first directory of an EXIF block (a TIFF header and its IFD0), and nothing else.
/// Whatever is out of place means that there is none: metadata cannot make an image invalid.
/// </summary>
internal static class ExifOrientation
{
    private const int AsStored = 1;
    private const int Tag = 0x0112;
    private const int Short = 3;
    private const int EntryLength = 12;
    private const int MaxEntries = 512;

    public static int Read(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8)
            return AsStored;
        bool little;
        if (tiff.StartsWith("II*\0"u8))
            little = true;
        else if (tiff.StartsWith("MM\0*"u8))
            little = false;
        else
            return AsStored;

        var directory = UInt32(tiff[4..], little);
        if (directory > (uint)tiff.Length - 2)
            return AsStored;
        var entries = tiff[((int)directory + 2)..];
        var count = Math.Min(UInt16(tiff[(int)directory..], little), MaxEntries);
        for (var i = 0; i < count && entries.Length >= EntryLength; i++, entries = entries[EntryLength..])
        {
            if (UInt16(entries, little) != Tag)
                continue;
            var value = UInt16(entries[8..], little);
            return UInt16(entries[2..], little) == Short && UInt32(entries[4..], little) == 1 && value is >= 1 and <= 8
                ? value
                : AsStored;
        }

        return AsStored;
    }

    private static int UInt16(ReadOnlySpan<byte> at, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);

    private static uint UInt32(ReadOnlySpan<byte> at, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32BigEndian(at);
}
