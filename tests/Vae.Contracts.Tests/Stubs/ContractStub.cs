using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Vae.Contracts.Tests.Sources;
using Vae.Contracts.Tests.Text;

namespace Vae.Contracts.Tests.Stubs;

/// <summary>A library as the compiler sees it, made from the lines of its contract. It is referenced as it stands and never emitted.</summary>
internal sealed class ContractStub
{
    private readonly StubSource _source;
    private readonly CSharpCompilation _compilation;

    public ContractStub(Library library, IReadOnlyList<ContractLine> lines)
    {
        Library = library;
        Lines = lines;
        _source = new StubSource(library, lines);
        SyntaxTree tree = CSharpSyntaxTree.ParseText(_source.Text, CompilerSettings.Parsing(), $"{library.Name}.contract.cs");
        _compilation = CSharpCompilation.Create(library.Namespace, [tree], RunningReferences.All, CompilerSettings.Library());
    }

    public Library Library { get; }

    public IReadOnlyList<ContractLine> Lines { get; }

    public MetadataReference Reference => _compilation.ToMetadataReference();

    /// <summary>Lines that were not understood.</summary>
    public IReadOnlyList<string> SyntaxErrors =>
        [.. _compilation.SyntaxTrees[0].GetDiagnostics().Select(d => $"{Origin(d.Location)}: {d.GetMessage(null)} in {LineText(d.Location)}").Distinct()];

    /// <summary>The line that <paramref name="symbol"/> stands for; <see langword="null"/> for what is not of this library.</summary>
    public ContractLine? LineOf(ISymbol symbol) =>
        symbol.ContainingAssembly?.Name == Library.Namespace ? symbol.Locations.Where(l => l.IsInSource).Select(Origin).FirstOrDefault() : null;

    /// <summary>Whether <paramref name="symbol"/> is a member of one of this library's types.</summary>
    public bool Holds(ISymbol symbol) => LineOf((symbol as IMethodSymbol)?.ReducedFrom ?? symbol) is { IsType: false };

    private ContractLine? Origin(Location location) => _source.Origin(location.GetLineSpan().StartLinePosition.Line);

    private string LineText(Location location) => _compilation.SyntaxTrees[0].GetText().Lines[location.GetLineSpan().StartLinePosition.Line].ToString();
}
