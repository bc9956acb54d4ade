using System.Security.Cryptography;
using System.Text;

namespace Vae.Catalog.Keys;

/// <summary>
/// A key as its holder writes it: <c>vae_</c>, an id of 12 base-62 digits, <c>_</c>, a secret of 43 (256 bits), <c>_</c>, and the CRC-32 of all
/// before it as 6. The fixed beginning and the checksum let scanners of source code and logs find a leaked key, and a typing error be told
/// from a wrong key without asking anyone.
/// </summary>
public static class ApiKeyText
{
    /// <summary>What every key begins with.</summary>
    public const string Prefix = "vae_";

    /// <summary>Digits of the id.</summary>
    public const int IdLength = 12;

    /// <summary>Digits of the secret: 62^43 is a little more than 2^256.</summary>
    public const int SecretLength = 43;

    /// <summary>Characters of a key.</summary>
    public const int Length = SumAt + SumLength;

    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int SumLength = 6;
    private const int SecretAt = 4 + IdLength + 1;
    private const int SumAt = SecretAt + SecretLength + 1;

    private static readonly uint[] Remainders = MakeRemainders();

    /// <summary>A new key from the system's random generator.</summary>
    /// <param name="id">The id within it.</param>
    /// <param name="secretSha256">What <see cref="Hash"/> makes of its secret.</param>
    public static string Create(out string id, out byte[] secretSha256)
    {
        id = RandomNumberGenerator.GetString(Digits, IdLength);
        var secret = RandomNumberGenerator.GetString(Digits, SecretLength);
        secretSha256 = new byte[SHA256.HashSizeInBytes];
        Hash(secret, secretSha256);
        var body = $"{Prefix}{id}_{secret}_";
        return string.Create(Length, body, static (text, body) =>
        {
            body.CopyTo(text);
            WriteSum(text[..(SumAt - 1)], text[SumAt..]);
        });
    }

    /// <summary>Takes a key apart; false when the text cannot be a key: another form, or a checksum that does not fit.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="id">The id within it.</param>
    /// <param name="secret">The secret within it.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out ReadOnlySpan<char> id, out ReadOnlySpan<char> secret)
    {
        id = default;
        secret = default;
        if (text.Length != Length || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[SecretAt - 1] != '_' || text[SumAt - 1] != '_')
            return false;
        Span<char> sum = stackalloc char[SumLength];
        WriteSum(text[..(SumAt - 1)], sum);
        if (!text[SumAt..].SequenceEqual(sum) || !AreDigits(text.Slice(Prefix.Length, IdLength)) || !AreDigits(text.Slice(SecretAt, SecretLength)))
            return false;
        id = text.Slice(Prefix.Length, IdLength);
        secret = text.Slice(SecretAt, SecretLength);
        return true;
    }

    /// <summary>SHA-256 of a secret. It has 256 random bits, so it needs no slow hash.</summary>
    /// <param name="secret">The secret's digits.</param>
    /// <param name="hash">Takes 32 bytes.</param>
    public static void Hash(ReadOnlySpan<char> secret, Span<byte> hash)
    {
        Span<byte> ascii = stackalloc byte[SecretLength];
        SHA256.HashData(ascii[..Encoding.ASCII.GetBytes(secret, ascii)], hash);
    }

    /// <summary>Whether the text could be a key's id.</summary>
    /// <param name="text">Any text.</param>
    public static bool IsId(ReadOnlySpan<char> text) => text.Length == IdLength && AreDigits(text);

    private static bool AreDigits(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character))
                return false;
        }

        return true;
    }

    private static void WriteSum(ReadOnlySpan<char> text, Span<char> digits)
    {
        // CRC-32 as in zip and PNG: polynomial 0xEDB88320, reflected.
        var sum = uint.MaxValue;
        foreach (var character in text)
            sum = Remainders[(byte)(sum ^ character)] ^ (sum >> 8);
        sum = ~sum;
        for (var i = SumLength - 1; i >= 0; i--, sum /= (uint)Digits.Length)
            digits[i] = Digits[(int)(sum % (uint)Digits.Length)];
    }

    private static uint[] MakeRemainders()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
            table[i] = value;
        }

        return table;
    }
}
