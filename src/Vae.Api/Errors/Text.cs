using System.Text;

namespace Vae.Api.Errors;

/// <summary>Makes callers' text fit to be shown back.</summary>
internal static class Text
{
    private const int Longest = 64;

    /// <summary>At most 64 characters; what is not printable ASCII becomes <c>?</c>, so that nothing echoed can act in a terminal or a page.</summary>
    public static string Shorten(string text)
    {
        var shown = new StringBuilder(Longest);
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, Longest)))
            shown.Append(character is >= ' ' and <= '~' ? character : '?');
        return text.Length > Longest ? shown.Append('…').ToString() : shown.ToString();
    }
}
