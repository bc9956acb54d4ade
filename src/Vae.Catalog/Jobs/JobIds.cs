using System.Buffers;
using System.Security.Cryptography;

namespace Vae.Catalog.Jobs;

/// <summary>
/// Makes job ids: 48 bits of milliseconds and 80 random bits as 26 characters of Crockford's base 32 (the layout of a ULID, in lower case).
/// Ids of one instance ascend even when the clock stands still or goes back.
/// </summary>
internal sealed class JobIds(TimeProvider time)
{
    public const int Length = 26;

    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
    private static readonly SearchValues<char> Legal = SearchValues.Create(Digits);

    private readonly Lock _gate = new();
    private UInt128 _last;

    public static bool IsValid(ReadOnlySpan<char> id) => id.Length == Length && !id.ContainsAnyExcept(Legal);

    public string Next()
    {
        Span<byte> random = stackalloc byte[10];
        RandomNumberGenerator.Fill(random);
        var value = (UInt128)(ulong)time.GetUtcNow().ToUnixTimeMilliseconds() << 80;
        foreach (var (place, bits) in random.ToArray().Index())
            value |= (UInt128)bits << (8 * place);
        lock (_gate)
        {
            _last = value > _last ? value : _last + 1;
            value = _last;
        }

        return string.Create(Length, value, static (text, rest) =>
        {
            for (var i = Length - 1; i >= 0; i--, rest >>= 5)
                text[i] = Digits[(int)(rest & 31)];
        });
    }
}
