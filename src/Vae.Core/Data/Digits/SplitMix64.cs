namespace Vae.Core.Data.Digits;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014): integers only up to the last step,
/// so that every machine draws the same numbers. Good for drawing, not for statistics of record or secrets.
/// </summary>
internal struct SplitMix64(ulong state)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const float SqrtThree = 1.7320508f;

    private ulong _state = state;

    /// <summary>A generator for one item of a seeded series, independent of its neighbours.</summary>
    public static SplitMix64 For(long seed, int item)
    {
        var series = new SplitMix64(unchecked((ulong)seed));
        return new SplitMix64(series.Next() ^ unchecked(((ulong)(uint)item + 1) * Golden));
    }

    public ulong Next()
    {
        unchecked
        {
            _state += Golden;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>Uniform in [from, to), in steps of 2⁻²⁴ of the range.</summary>
    public float Uniform(float from, float to) => from + ((to - from) * ((Next() >> 40) * (1f / (1 << 24))));

    /// <summary>Mean 0, standard deviation 1, close to normal and within ±3.5: the sum of four uniforms, no logarithm or cosine.</summary>
    public float Bell()
    {
        var bits = Next();
        var sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return ((sum * (1f / 65536)) - 2) * SqrtThree;
    }

    /// <summary>Uniform in 0 … count − 1.</summary>
    public int Index(int count) => (int)((Next() >> 32) * (ulong)count >> 32);
}
