using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using Vae.Core.Latents;

namespace Vae.Api.Caching;

/// <summary>Names an answer by what it is made of, so that it is known before it is made: version, inputs, form, and who makes it.</summary>
/// <param name="Key">128 bits of the SHA-256 of those.</param>
internal readonly record struct EntityTag(UInt128 Key)
{
    /// <summary>To be counted up whenever the same pixels would be written as other bytes: by another PNG writer or codec, JSON in another spelling.</summary>
    private const int FormatRevision = 1;

    // What else the bytes depend on: an upgrade, or a replica on another processor, must not answer 304 for bytes that it would not make.
    private static readonly string Maker = $"{FormatRevision} {LatentSpace.Arithmetic}";

    /// <summary>The strong tag as it stands in a header: 22 characters of base64url in quotes.</summary>
    public string Header
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            MemoryMarshal.Write(bytes, Key);
            return $"\"{Base64Url.EncodeToString(bytes)}\"";
        }
    }

    /// <summary>The tag of an answer.</summary>
    /// <param name="modelSha256">The version's identity.</param>
    /// <param name="form">Route, form and options, in one spelling.</param>
    /// <param name="input">The inputs' values: latents, or count, seed and temperature.</param>
    public static EntityTag Of(string modelSha256, string form, ReadOnlySpan<byte> input) => Of(Maker, modelSha256, form, input);

    /// <summary>The same for what another build or machine makes.</summary>
    internal static EntityTag Of(string maker, string modelSha256, string form, ReadOnlySpan<byte> input)
    {
        var length = Encoding.UTF8.GetMaxByteCount(maker.Length + modelSha256.Length + form.Length) + 3 + input.Length;
        Span<byte> text = length <= 4096 ? stackalloc byte[length] : new byte[length];
        // A zero ends each part, so that no two lists of parts are spelled alike; the inputs, which may hold zeros, are the last.
        var at = Encoding.UTF8.GetBytes(maker, text);
        text[at++] = 0;
        at += Encoding.UTF8.GetBytes(modelSha256, text[at..]);
        text[at++] = 0;
        at += Encoding.UTF8.GetBytes(form, text[at..]);
        text[at++] = 0;
        input.CopyTo(text[at..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..(at + input.Length)], hash);
        return new(MemoryMarshal.Read<UInt128>(hash));
    }

    /// <summary>Whether <c>If-None-Match</c> names the tag (RFC 9110, section 13.1.2): by <c>*</c>, or in a list, weak or strong. What cannot be read names nothing.</summary>
    public static bool IsNamed(StringValues ifNoneMatch, string tag)
    {
        foreach (var line in ifNoneMatch)
        {
            if (line is not null && IsNamed(line, tag))
                return true;
        }
        return false;
    }

    private static bool IsNamed(ReadOnlySpan<char> line, string tag)
    {
        line = line.Trim(' ');
        if (line is "*")
            return true;
        while (true)
        {
            line = line.TrimStart(" \t,");
            if (line.StartsWith("W/", StringComparison.Ordinal))
                line = line[2..];
            if (line is not ['"', .. var rest] || rest.IndexOf('"') is not (>= 0 and var end))
                return false;
            if (line[..(end + 2)].SequenceEqual(tag))
                return true;
            line = rest[(end + 1)..];
        }
    }
}
