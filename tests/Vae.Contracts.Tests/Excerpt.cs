using Microsoft.CodeAnalysis;
using Vae.Contracts.Tests.Sources;
using Vae.Contracts.Tests.Stubs;
using Vae.Contracts.Tests.Text;

namespace Vae.Contracts.Tests;

/// <summary>
/// The lines of a contract that our sources need: each member they name with its other overloads, among which the compiler chooses,
/// what it overrides, and the types that all of these mention.
/// </summary>
internal sealed class Excerpt
{
    private readonly ContractStub _stub;
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ContractLine> _lines = [];

    private Excerpt(ContractStub stub) => _stub = stub;

    /// <summary>The needed lines, in the contract's order.</summary>
    public static IReadOnlyList<ContractLine> Of(ContractStub stub, IEnumerable<NamedMember> named)
    {
        var excerpt = new Excerpt(stub);
        foreach (NamedMember member in named) excerpt.Add(member.Symbol, withOverloads: true);
        return [.. stub.Lines.Where(excerpt._lines.Contains).Distinct()];
    }

    private void Add(ISymbol? symbol, bool withOverloads)
    {
        symbol = Definition(symbol);
        if (symbol is null || symbol.ContainingAssembly?.Name != _stub.Library.Namespace || !_seen.Add(symbol)) return;
        if (_stub.LineOf(symbol) is { } line) _lines.Add(line);
        Add(symbol.ContainingType, withOverloads: false);
        switch (symbol)
        {
            case IMethodSymbol method:
                AddMethod(method, withOverloads);
                break;
            case IPropertySymbol property:
                Mention(property.Type);
                foreach (IParameterSymbol parameter in property.Parameters) Mention(parameter.Type);
                Add(property.OverriddenProperty, withOverloads: false);
                break;
            case IFieldSymbol field:
                Mention(field.Type);
                break;
            case IEventSymbol @event:
                Mention(@event.Type);
                break;
            case INamedTypeSymbol type:
                AddBases(type);
                break;
        }
    }

    private void AddMethod(IMethodSymbol method, bool withOverloads)
    {
        Mention(method.ReturnType);
        foreach (IParameterSymbol parameter in method.Parameters) Mention(parameter.Type);
        foreach (ITypeSymbol bound in method.TypeParameters.SelectMany(parameter => parameter.ConstraintTypes)) Mention(bound);
        Add(method.OverriddenMethod, withOverloads: false);
        if (!withOverloads || method.ContainingType is null) return;
        foreach (ISymbol other in method.ContainingType.GetMembers(method.Name)) Add(other, withOverloads: false);
    }

    private void AddBases(INamedTypeSymbol type)
    {
        Mention(type.BaseType);
        foreach (INamedTypeSymbol @interface in type.Interfaces) Mention(@interface);
        foreach (ITypeSymbol bound in type.TypeParameters.SelectMany(parameter => parameter.ConstraintTypes)) Mention(bound);
        if (type.DelegateInvokeMethod is { } invoke) AddMethod(invoke, withOverloads: false);
    }

    private void Mention(ITypeSymbol? type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                Mention(array.ElementType);
                break;
            case INamedTypeSymbol named:
                Add(named, withOverloads: false);
                foreach (ITypeSymbol argument in named.TypeArguments) Mention(argument);
                break;
        }
    }

    /// <summary>As declared: without type arguments, as the static method an extension is, as the property of an accessor.</summary>
    private static ISymbol? Definition(ISymbol? symbol) => symbol switch
    {
        IMethodSymbol { ReducedFrom: { } extension } => extension.OriginalDefinition,
        IMethodSymbol { AssociatedSymbol: { } owner } => owner.OriginalDefinition,
        IAliasSymbol alias => alias.Target.OriginalDefinition,
        _ => symbol?.OriginalDefinition,
    };
}
