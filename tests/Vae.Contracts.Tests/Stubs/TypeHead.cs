using Vae.Contracts.Tests.Text;

namespace Vae.Contracts.Tests.Stubs;

/// <summary>The declaration of a contract's type, as C#.</summary>
/// <param name="Kind">What it is: <c>class</c>, <c>struct</c>, <c>interface</c>, <c>enum</c> or <c>delegate</c>.</param>
/// <param name="Declaration">All of it up to the members.</param>
internal sealed record TypeHead(string Kind, string Declaration)
{
    /// <param name="line">The type's own line.</param>
    /// <param name="name">Its name without what it is nested in, with its type parameters.</param>
    /// <param name="annotated">Whether references carry annotations.</param>
    public static TypeHead Read(ContractLine line, string name, bool annotated)
    {
        var reader = new SignatureReader(line.Text, annotated);
        IReadOnlyList<string> words = reader.TakeAll("type", "[Obsolete]", "protected", "static", "abstract", "sealed", "ref");
        string access = words.Contains("protected") ? "protected" : "public";
        string modifiers = string.Concat(words.Where(word => word is not ("type" or "protected" or "[Obsolete]")).Select(word => word + " "));
        string start = $"{(words.Contains("[Obsolete]") ? "[Obsolete] " : "")}{access} {modifiers}";

        if (reader.Take("delegate "))
        {
            string result = reader.Type();
            return new TypeHead("delegate", $"{start}delegate {result} {name}({reader.Parameters()}){reader.Rest};");
        }
        string kind = reader.Name();
        if (reader.Take(" <")) return new TypeHead(kind, $"{start}{kind} {WithVariance(name, reader)}");
        return new TypeHead(kind, $"{start}{kind} {name}{reader.Rest}");
    }

    private static string WithVariance(string name, SignatureReader reader)
    {
        string parameters = "<" + reader.Rest;
        int close = Nesting.Close(parameters, 0);
        return name[..name.IndexOf('<', StringComparison.Ordinal)] + parameters[..(close + 1)] + parameters[(close + 1)..];
    }
}
