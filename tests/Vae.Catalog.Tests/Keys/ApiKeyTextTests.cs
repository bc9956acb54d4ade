using System.Security.Cryptography;
using System.Text;
using Vae.Catalog.Keys;

namespace Vae.Catalog.Tests.Keys;

public sealed class ApiKeyTextTests
{
    /// <summary>The checksum as zlib's crc32 gives it for the 60 characters before it, in base 62.</summary>
    private const string Known = "vae_0123456789AB_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg_4Ffjjh";

    [Fact]
    public void TryParse_TakesAKeyApart()
    {
        ApiKeyText.TryParse(Known, out var id, out var secret).ShouldBeTrue();

        id.ToString().ShouldBe("0123456789AB");
        secret.ToString().ShouldBe("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg");
    }

    [Fact]
    public void TryParse_Refuses_WhenAnyCharacterChanges()
    {
        for (var i = 0; i < Known.Length; i++)
        {
            foreach (var other in (char[])['0', 'z', '_', ' ', 'é', '\0'])
            {
                var changed = Known.ToCharArray();
                if (changed[i] == other)
                    continue;
                changed[i] = other;
                ApiKeyText.TryParse(changed, out _, out _).ShouldBeFalse($"'{other}' at {i}");
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("vae_")]
    [InlineData(Known + "0")]
    [InlineData(" " + Known)]
    public void TryParse_Refuses_WhatHasAnotherLength(string text) => ApiKeyText.TryParse(text, out _, out _).ShouldBeFalse();

    [Fact]
    public void Create_GivesKeysThatParse_AndNeverTheSameTwice()
    {
        var seen = new HashSet<string>();
        var digits = new HashSet<char>();
        for (var i = 0; i < 1000; i++)
        {
            var text = ApiKeyText.Create(out var made, out var hash);
            ApiKeyText.TryParse(text, out var id, out var secret).ShouldBeTrue();

            text.Length.ShouldBe(ApiKeyText.Length);
            id.ToString().ShouldBe(made);
            SHA256.HashData(Encoding.ASCII.GetBytes(secret.ToString())).ShouldBe(hash);
            seen.Add(made).ShouldBeTrue();
            seen.Add(secret.ToString()).ShouldBeTrue();
            digits.UnionWith(secret.ToString());
        }

        digits.Count.ShouldBe(62);
    }
}
