namespace Vae.Contracts.Tests.Text;

/// <summary>Splits at separators that stand outside brackets and quotation marks.</summary>
internal static class Nesting
{
    public static IReadOnlyList<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        int start = 0;
        for (int end = Find(text, separator, 0); end >= 0; end = Find(text, separator, start))
        {
            parts.Add(text[start..end].Trim());
            start = end + 1;
        }
        if (start < text.Length) parts.Add(text[start..].Trim());
        return parts;
    }

    /// <summary>The first place of <paramref name="wanted"/> at or after <paramref name="start"/> outside brackets; -1 if there is none.</summary>
    public static int Find(string text, char wanted, int start)
    {
        int depth = 0;
        for (int i = start; i < text.Length; i++)
        {
            if (depth == 0 && text[i] == wanted) return i;
            if (text[i] is '"' or '\'') i = EndOfQuotation(text, i);
            else if (text[i] is '<' or '(' or '[') depth++;
            else if (text[i] is '>' or ')' or ']') depth--;
        }
        return -1;
    }

    /// <summary>Where the bracket that opens at <paramref name="open"/> closes.</summary>
    public static int Close(string text, int open)
    {
        char closing = text[open] switch { '(' => ')', '[' => ']', _ => '>' };
        int close = Find(text, closing, open + 1);
        return close >= 0 ? close : throw new FormatException($"The bracket at {open} stays open in '{text}'.");
    }

    private static int EndOfQuotation(string text, int open)
    {
        int i = open + 1;
        while (i < text.Length && text[i] != text[open]) i += text[i] == '\\' ? 2 : 1;
        return i;
    }
}
