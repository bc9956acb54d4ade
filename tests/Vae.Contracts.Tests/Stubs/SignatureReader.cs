using System.Globalization;
using System.Text.RegularExpressions;
using Vae.Contracts.Tests.Text;

namespace Vae.Contracts.Tests.Stubs;

/// <summary>Reads the parts of a contract's signature from left to right and gives them back as C#.</summary>
internal sealed class SignatureReader(string text, bool annotated)
{
    private int _position;

    /// <summary>What has not been read.</summary>
    public string Rest => text[_position..];

    /// <summary>Passes over <paramref name="word"/> if it stands next.</summary>
    public bool Take(string word)
    {
        if (!Rest.StartsWith(word, StringComparison.Ordinal)) return false;
        _position += word.Length;
        return true;
    }

    /// <summary>Passes over those of the words that stand next, in any order, and returns them.</summary>
    public IReadOnlyList<string> TakeAll(params string[] words)
    {
        var taken = new List<string>();
        while (words.FirstOrDefault(word => Take(word + " ")) is { } word) taken.Add(word);
        return taken;
    }

    /// <summary>A type and the blank after it, with <c>?</c> where the contract marks it as null.</summary>
    public string Type()
    {
        bool mayBeNull = Take("[null] ");
        string mode = string.Concat(TakeAll("params", "out", "ref", "readonly", "in").Select(word => word + " "));
        int blank = Nesting.Find(text, ' ', _position);
        string name = blank < 0 ? Rest : text[_position..blank];
        _position = blank < 0 ? text.Length : blank + 1;
        if (name.EndsWith('&')) (mode, name) = ("ref ", name[..^1]);
        return mode + TypeName(name) + (mayBeNull && annotated ? "?" : "");
    }

    /// <summary>A name with its type parameters, up to a bracket, a blank or the end.</summary>
    public string Name()
    {
        int start = _position;
        while (_position < text.Length && text[_position] is not ('(' or ' ' or '['))
            _position = text[_position] == '<' ? Nesting.Close(text, _position) + 1 : _position + 1;
        return text[start.._position];
    }

    /// <summary>The parameters in the brackets that stand next.</summary>
    public string Parameters(bool extension = false)
    {
        int close = Nesting.Close(text, _position);
        IReadOnlyList<string> list = Nesting.Split(text[(_position + 1)..close], ',');
        _position = close + 1;
        return (extension ? "this " : "") + string.Join(", ", list.Select(parameter => new SignatureReader(parameter, annotated).Parameter()));
    }

    private string Parameter()
    {
        string attributes = "";
        while (Rest.StartsWith("[Caller", StringComparison.Ordinal))
        {
            int end = text.IndexOf(' ', _position) + 1;
            attributes += text[_position..end];
            _position = end;
        }
        string type = Type();
        string name = Name();
        return $"{attributes}{type} @{name}{(Take(" = ") ? " = " + Value(type, Rest) : "")}";
    }

    /// <summary>A constant as C# writes it.</summary>
    public static string Value(string type, string value) => type.TrimEnd('?') switch
    {
        "Boolean" => value.ToLowerInvariant(),
        "Single" or "Double" when !char.IsAsciiLetter(value.TrimStart('-')[0]) => value + (type.StartsWith('S') ? "f" : "d"),
        "Single" or "Double" when value is "NaN" or "Infinity" or "-Infinity" =>
            $"{type.TrimEnd('?')}.{value.Replace("-Infinity", "NegativeInfinity", StringComparison.Ordinal).Replace("Infinity", "PositiveInfinity", StringComparison.Ordinal)}",
        "Byte" or "SByte" or "Int16" or "UInt16" or "Int32" or "UInt32" or "Int64" or "UInt64" or "Object" or "String" or "Char" => value,
        var other when long.TryParse(value, CultureInfo.InvariantCulture, out _) => $"({other})({value})",
        _ => value,
    };

    private static string TypeName(string name) => Regex.Replace(name, @"\bVoid\b", "void");
}
