namespace Vae.Contracts.Tests.Stubs;

/// <summary>Writes one member of a contract as a C# declaration without a body.</summary>
internal static class MemberWriter
{
    private const string Obsolete = "[Obsolete]";

    private static readonly Dictionary<string, string> Operators = new()
    {
        ["op_Addition"] = "+",
        ["op_Subtraction"] = "-",
        ["op_Multiply"] = "*",
        ["op_Division"] = "/",
        ["op_Modulus"] = "%",
        ["op_UnaryNegation"] = "-",
        ["op_LogicalNot"] = "!",
        ["op_OnesComplement"] = "~",
        ["op_BitwiseAnd"] = "&",
        ["op_BitwiseOr"] = "|",
        ["op_ExclusiveOr"] = "^",
        ["op_Equality"] = "==",
        ["op_Inequality"] = "!=",
        ["op_LessThan"] = "<",
        ["op_LessThanOrEqual"] = "<=",
        ["op_GreaterThan"] = ">",
        ["op_GreaterThanOrEqual"] = ">=",
    };

    /// <param name="text">The contract's text after the bar.</param>
    /// <param name="typeName">The declaring type's own name, for constructors.</param>
    /// <param name="kind">Its kind: <c>class</c>, <c>struct</c>, <c>interface</c> or <c>enum</c>.</param>
    /// <param name="annotated">Whether references carry annotations.</param>
    public static string Write(string text, string typeName, string kind, bool annotated)
    {
        var reader = new SignatureReader(text, annotated);
        IReadOnlyList<string> words = reader.TakeAll(Obsolete, "protected", "static", "abstract", "virtual", "override", "sealed", "readonly", "ext", "event", "const");
        if (kind == "enum") return $"@{reader.Rest},";
        string start = Start(words);
        if (reader.Take(".ctor")) return $"{start}extern {typeName}({reader.Parameters()});";

        string type = reader.Type();
        string name = reader.Name();
        string bodiless = words.Contains("abstract") ? "" : "extern ";
        if (words.Contains("const")) return $"{start}const {type} @{name}{(reader.Take(" = ") ? " = " + SignatureReader.Value(type, reader.Rest) : "")};";
        if (words.Contains("event")) return $"{start}{bodiless}event {type} @{name};";
        if (reader.Rest.StartsWith('(')) return start + bodiless + Method(reader, words, type, name);
        if (name == "this") return $"{start}{bodiless}{type} this[{reader.Parameters()}]{reader.Rest}";
        if (reader.Rest.StartsWith(" {", StringComparison.Ordinal)) return $"{start}{bodiless}{type} @{name}{reader.Rest}";
        return $"{start}{type} @{name};";
    }

    private static string Method(SignatureReader reader, IReadOnlyList<string> words, string type, string name)
    {
        string parameters = reader.Parameters(words.Contains("ext"));
        if (name is "op_Implicit" or "op_Explicit") return $"{name[3..].ToLowerInvariant()} operator {type}({parameters});";
        if (Operators.TryGetValue(name, out string? sign)) return $"{type} operator {sign}({parameters});";
        // An override has the constraints of what it overrides and may not repeat them.
        return $"{type} @{name}({parameters}){(words.Contains("override") ? "" : reader.Rest)};";
    }

    private static string Start(IReadOnlyList<string> words)
    {
        string access = words.Contains("protected") ? "protected" : "public";
        IEnumerable<string> kept = words.Where(word => word is "static" or "abstract" or "virtual" or "override" or "sealed" or "readonly");
        return string.Concat(new[] { words.Contains(Obsolete) ? Obsolete : "", access }.Concat(kept).Where(word => word.Length > 0).Select(word => word + " "));
    }
}
