using System.Globalization;
using System.Text.Json;
using Vae.Api.Errors;

namespace Vae.Api.Requests;

/// <summary>Reads numbers by their value, whatever their notation: <c>16</c>, <c>16.0</c> and <c>1.6e1</c> are the same count.</summary>
internal static class Numbers
{
    // Below this every whole double is one integer and no other; this one is also what 9007199254740993.0 becomes.
    private const double ExactDoubles = 9007199254740992;

    /// <summary>A count from JSON, or the default where the member is absent.</summary>
    /// <exception cref="ProblemException"><c>count-out-of-range</c>, or <c>malformed-json</c> for what is not a number.</exception>
    public static int Count(JsonElement owner, string name, int min, int max, int absent)
    {
        if (StrictJson.Member(owner, name) is not { } member)
            return absent;
        RequireNumber(member, name);
        return TryWhole(member, out var value) && value >= min && value <= max
            ? (int)value
            : throw Problems.CountOutOfRange(name, min, max, member.GetRawText()).AsException();
    }

    /// <summary>A count from a query parameter, or the default where it is absent.</summary>
    /// <exception cref="ProblemException"><c>count-out-of-range</c>.</exception>
    public static int Count(string? text, string name, int min, int max, int absent)
    {
        if (text is null)
            return absent;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw Problems.CountOutOfRange(name, min, max, text).AsException();
    }

    /// <summary>A whole number that is no count, from a query parameter; null where it is absent.</summary>
    /// <exception cref="ProblemException"><c>value-out-of-range</c>.</exception>
    public static int? Whole(string? text, string name, int min, int max)
    {
        if (text is null)
            return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw Problems.ValueOutOfRange(name, min, max, text).AsException();
    }

    /// <summary>A seed from JSON; null where it is absent.</summary>
    /// <exception cref="ProblemException"><c>seed-out-of-range</c>, or <c>malformed-json</c> for what is not a number.</exception>
    public static long? Seed(JsonElement owner, string name)
    {
        if (StrictJson.Member(owner, name) is not { } member)
            return null;
        RequireNumber(member, name);
        return TryWhole(member, out var value) && value >= 0
            ? value
            : throw Problems.SeedOutOfRange(member.GetRawText()).AsException();
    }

    /// <summary>A seed from a query parameter; null where it is absent.</summary>
    /// <exception cref="ProblemException"><c>seed-out-of-range</c>.</exception>
    public static long? Seed(string? text)
    {
        if (text is null)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Problems.SeedOutOfRange(text).AsException();
    }

    /// <summary>A finite number from JSON within a range, or the default where it is absent.</summary>
    /// <exception cref="ProblemException"><c>value-out-of-range</c>, or <c>malformed-json</c> for what is not a number.</exception>
    public static double Value(JsonElement owner, string name, double min, double max, double absent)
    {
        if (StrictJson.Member(owner, name) is not { } member)
            return absent;
        RequireNumber(member, name);
        return member.TryGetDouble(out var value) && value >= min && value <= max
            ? value
            : throw Problems.ValueOutOfRange(name, min, max, member.GetRawText()).AsException();
    }

    /// <summary>A finite number from a query parameter within a range, or the default where it is absent.</summary>
    /// <exception cref="ProblemException"><c>value-out-of-range</c>.</exception>
    public static double Value(string? text, string name, double min, double max, double absent)
    {
        if (text is null)
            return absent;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw Problems.ValueOutOfRange(name, min, max, text).AsException();
    }

    /// <summary>Whether the number is whole and fits.</summary>
    public static bool TryWhole(JsonElement number, out long value)
    {
        if (number.TryGetInt64(out value))
            return true;
        if (!number.TryGetDouble(out var real) || Math.Abs(real) >= ExactDoubles || Math.Floor(real) != real)
            return false;
        value = (long)real;
        return true;
    }

    private static void RequireNumber(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Number)
            throw Problems.MalformedJson($"'{name}' must be a number.").AsException();
    }
}
