using Vae.Catalog.Keys;

namespace Vae.Api.Tests.Support;

/// <summary>Keys whose checksum is right and whose secret nobody gave out.</summary>
internal static class Forgery
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int SecretAt = 17;

    public static string SecretOf(string key) => key.Substring(SecretAt, ApiKeyText.SecretLength);

    public static string WithSecret(string key, string secret) => Summed($"{key[..SecretAt]}{secret}");

    public static string Key(string id, string secret) => Summed($"{ApiKeyText.Prefix}{id}_{secret}");

    /// <summary>Written anew, bit by bit, so that it does not repeat a fault of the table that it is held against.</summary>
    private static string Summed(string body)
    {
        var sum = uint.MaxValue;
        foreach (var character in body)
        {
            sum ^= character;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum >> 1) ^ (0xEDB88320 & (0 - (sum & 1)));
        }

        sum = ~sum;
        var digits = new char[6];
        for (var i = digits.Length - 1; i >= 0; i--, sum /= 62)
            digits[i] = Digits[(int)(sum % 62)];
        return $"{body}_{new string(digits)}";
    }
}
