using Vae.Contracts.Tests.Text;

namespace Vae.Contracts.Tests.Stubs;

/// <summary>Namespaces, types and nested types of a contract. A node without a line of its own is a namespace.</summary>
internal sealed class TypeTree(string name = "")
{
    private readonly Dictionary<string, TypeTree> _children = [];
    private readonly List<ContractLine> _members = [];

    /// <summary>The last part of the name, with its type parameters.</summary>
    public string Name => name;

    /// <summary>The line that declares the type.</summary>
    public ContractLine? TypeLine { get; private set; }

    public IReadOnlyList<ContractLine> Members => _members;

    public IEnumerable<TypeTree> Children => _children.Values;

    public TypeTree At(IEnumerable<string> path) => path.Aggregate(this, (node, part) => node.Child(part));

    public void Add(ContractLine line)
    {
        if (line.IsType) TypeLine = line;
        else _members.Add(line);
    }

    private TypeTree Child(string part)
    {
        if (!_children.TryGetValue(part, out TypeTree? child)) _children[part] = child = new TypeTree(part);
        return child;
    }
}
