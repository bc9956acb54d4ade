using Vae.Api.Errors;
using Vae.Api.Formats;

namespace Vae.Api.Requests;

/// <summary>Images within JSON: <c>data:image/png;base64,…</c> (RFC 2397).</summary>
internal static class DataUrl
{
    /// <summary>The bytes that the URL holds.</summary>
    /// <exception cref="ProblemException"><c>malformed-json</c>, <c>unsupported-media-type</c> or <c>image-invalid</c>.</exception>
    public static EncodedImage Decode(string url)
    {
        const string scheme = "data:";
        var comma = url.IndexOf(',', StringComparison.Ordinal);
        if (!url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) || comma < 0)
            throw Problems.MalformedJson("An image within JSON is a data URL: data:image/png;base64,…").AsException();

        var declaration = url[scheme.Length..comma];
        var type = InputProblems.ImageTypes.FirstOrDefault(known => declaration.Equals($"{known};base64", StringComparison.OrdinalIgnoreCase))
            ?? throw Problems.UnsupportedMediaType(InputProblems.ImageTypes, "A data URL must declare one of the supported types, in base64: data:image/png;base64,…").AsException();

        var text = url.AsSpan(comma + 1);
        var bytes = new byte[text.Length / 4 * 3 + 3];
        return Convert.TryFromBase64Chars(text, bytes, out var written)
            ? new(type, bytes.AsMemory(0, written))
            : throw InputProblems.InvalidImage("The data URL's base64 cannot be decoded.").AsException();
    }

    /// <summary>A PNG as a data URL.</summary>
    public static string FromPng(ReadOnlySpan<byte> png) => $"data:{MediaTypes.Png};base64,{Convert.ToBase64String(png)}";
}
