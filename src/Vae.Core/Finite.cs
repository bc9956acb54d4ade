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

    /// <summary>Index of the first value that is not in [0, 1], which NaN never is, or −1.</summary>
    public static int IndexOfFirstOutsideUnit(ReadOnlySpan<float> values)
    {
        var i = 0;
        for (; i + Vector<float>.Count <= values.Length; i += Vector<float>.Count)
        {
            var some = new Vector<float>(values[i..]);
            if (!Vector.GreaterThanOrEqualAll(some, Vector<float>.Zero) || !Vector.LessThanOrEqualAll(some, Vector<float>.One)) break;
        }

        for (; i < values.Length; i++)
        {
            if (values[i] is not (>= 0 and <= 1)) return i;
        }

        return -1;
    }
}
