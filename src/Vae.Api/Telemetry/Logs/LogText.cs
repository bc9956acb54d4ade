using System.Globalization;
using System.Text;

namespace Vae.Api.Telemetry.Logs;

/// <summary>Makes texts fit for one line of a log, whoever wrote them.</summary>
internal static class LogText
{
    /// <summary>The text, cut, with a mark where it was cut. Never ends within a surrogate pair.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        var end = longest - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + '…';
    }

    /// <summary>Appends the text with everything escaped that could end the line, act in a terminal or change the order in which it is read.</summary>
    public static void AppendEscaped(StringBuilder line, string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n')
                line.Append("\\n");
            else if (rune.Value == '\r')
                line.Append("\\r");
            else if (rune.Value == '\t')
                line.Append("\\t");
            else if (rune.Value == '\\')
                line.Append("\\\\");
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
                line.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                line.Append(rune.ToString());
        }
    }
}
