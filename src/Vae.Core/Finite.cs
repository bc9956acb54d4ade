using System.Numerics;
using System.Runtime.InteropServices;

namespace Vae.Core;

/// <summary>Looks for values that no computation may start from.</summary>
internal static class Finite
{
    private const uint Exponent = 0x7F80_0000;

    /// <summary>Index of the first NaN or infinity, or −1.</summary>
    public static int IndexOfFirstNot(ReadOnlySpan<float> values)
    {
        // An exponent of all ones is what NaN and the infinities share.
        var bits = MemoryMarshal.Cast<float, uint>(values);
        var i = 0;
        var exponent = new Vector<uint>(Exponent);
        for (; i + Vector<uint>.Count <= bits.Length; i += Vector<uint>.Count)
        {
            if (Vector.EqualsAny(new Vector<uint>(bits[i..]) & exponent, exponent)) break;
        }

        for (; i < bits.Length; i++)
        {
            if ((bits[i] & Exponent) == Exponent) return i;
        }

        return -1;
    }
}
