namespace Vae.Reliability.Tests.Hostile;

/// <summary>Numbers that a seed and an index give, on any machine: a failure is repeated by naming the two (SplitMix64).</summary>
internal sealed class Dice(ulong seed, long index)
{
    private ulong _state = seed * 0x9E3779B97F4A7C15 ^ (ulong)index * 0xBF58476D1CE4E5B9;

    /// <summary>A number from 0 to below a limit.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>A number from one to another, both included.</summary>
    public int Between(int first, int last) => first + Below(last - first + 1);

    /// <summary>True as often as once in so many times.</summary>
    public bool OneIn(int times) => Below(times) == 0;

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (int i = 0; i < count; i++) bytes[i] = (byte)Next();
        return bytes;
    }

    private ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
