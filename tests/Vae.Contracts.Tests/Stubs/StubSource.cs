using System.Text;
using Vae.Contracts.Tests.Text;

namespace Vae.Contracts.Tests.Stubs;

/// <summary>A library's declarations as C# text in which each line of the contract is one line, so that a symbol leads back to it.</summary>
internal sealed class StubSource
{
    private readonly Library _library;
    private readonly StringBuilder _text = new();
    private readonly Dictionary<int, ContractLine> _origins = [];
    private int _line;

    public StubSource(Library library, IReadOnlyList<ContractLine> lines)
    {
        _library = library;
        Write(Opening);
        var root = new TypeTree();
        foreach (ContractLine line in lines) root.At(Nesting.Split(line.Declaring, '.')).Add(line);
        Write($"namespace {library.Namespace} {{");
        foreach (TypeTree child in root.Children) WriteNode(child);
        Write("}");
    }

    /// <summary>The C# text.</summary>
    public string Text => _text.ToString();

    /// <summary>The namespaces of System that contracts leave out, and types of packages that are named but not described.</summary>
    private string Opening => $$"""
        #nullable {{(_library.Annotated ? "enable" : "disable")}}
        using System; using System.Buffers; using System.Collections; using System.Collections.Concurrent; using System.Collections.Generic;
        using System.Globalization; using System.IO; using System.Linq; using System.Linq.Expressions; using System.Numerics; using System.Reflection;
        using System.Runtime.CompilerServices; using System.Runtime.InteropServices; using System.Runtime.Serialization; using System.Text;
        using System.Threading; using System.Threading.Tasks;
        {{string.Join(' ', _library.Neighbours.Select(Named))}}
        """;

    private static string Named(string type)
    {
        int dot = type.LastIndexOf('.');
        return $$"""namespace {{type[..dot]}} { public class {{type[(dot + 1)..]}}; }""";
    }

    /// <summary>The line of the contract that a line of the text was made from, counted from 0.</summary>
    public ContractLine? Origin(int line) => _origins.GetValueOrDefault(line);

    private void WriteNode(TypeTree node)
    {
        if (node.TypeLine is null) Write($"namespace {node.Name} {{");
        else if (!WriteHead(node, node.TypeLine)) return;
        foreach (TypeTree child in node.Children) WriteNode(child);
        Write("}");
    }

    /// <summary>The head and the members; false for a delegate, which ends with its head.</summary>
    private bool WriteHead(TypeTree node, ContractLine line)
    {
        TypeHead head = TypeHead.Read(line, node.Name, _library.Annotated);
        Write(head.Declaration, line);
        if (head.Kind == "delegate") return false;
        Write("{");
        string name = node.Name.Split('<')[0];
        foreach (ContractLine member in node.Members) Write(MemberWriter.Write(member.Text, name, head.Kind, _library.Annotated), member);
        // Without this C# gives a class a public constructor that the contract does not have.
        bool isClass = head.Kind == "class" && !line.Text.Contains(" static class", StringComparison.Ordinal);
        if (isClass && !node.Members.Any(member => member.Text.Contains(".ctor(", StringComparison.Ordinal))) Write($"private extern {name}();");
        return true;
    }

    private void Write(string text, ContractLine? origin = null)
    {
        if (origin is not null) _origins[_line] = origin;
        _text.Append(text).Append('\n');
        _line += 1 + text.Count(c => c == '\n');
    }
}
