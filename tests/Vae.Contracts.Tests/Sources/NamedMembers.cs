using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Vae.Contracts.Tests.Sources;

/// <summary>A place where a source names a symbol.</summary>
internal sealed record NamedMember(Compilation Project, SyntaxNode Place, ISymbol Symbol);

/// <summary>Reads which symbols the sources name: written out, or through the syntax that stands for them.</summary>
internal static class NamedMembers
{
    /// <param name="compilation">A project.</param>
    /// <param name="assemblies">Whose symbols are wanted.</param>
    public static IEnumerable<NamedMember> In(Compilation compilation, IReadOnlyCollection<string> assemblies) =>
        from tree in compilation.SyntaxTrees
        let model = compilation.GetSemanticModel(tree)
        from node in tree.GetRoot().DescendantNodes()
        from symbol in At(model, node)
        where symbol?.ContainingAssembly is { } assembly && assemblies.Contains(assembly.Name)
        select new NamedMember(compilation, node, symbol);

    private static IEnumerable<ISymbol?> At(SemanticModel model, SyntaxNode node)
    {
        yield return model.GetSymbolInfo(node).Symbol;
        switch (node)
        {
            case ForEachStatementSyntax loop:
                ForEachStatementInfo info = model.GetForEachStatementInfo(loop);
                yield return info.GetEnumeratorMethod;
                yield return info.CurrentProperty;
                yield return info.MoveNextMethod;
                break;
            case BaseTypeDeclarationSyntax type:
                foreach (ISymbol inherited in Inherited((INamedTypeSymbol)model.GetDeclaredSymbol(type)!)) yield return inherited;
                break;
            case MemberDeclarationSyntax member:
                yield return Overridden(model.GetDeclaredSymbol(member));
                break;
        }
        if (node is ExpressionSyntax expression)
        {
            yield return model.GetConversion(expression).MethodSymbol;
            if (node.Parent is InitializerExpressionSyntax list && list.IsKind(SyntaxKind.CollectionInitializerExpression))
                yield return model.GetCollectionInitializerSymbolInfo(expression).Symbol;
        }
    }

    /// <summary>What a class needs of its bases: their abstract members, and the constructors of the nearest.</summary>
    private static IEnumerable<ISymbol> Inherited(INamedTypeSymbol type)
    {
        IEnumerable<INamedTypeSymbol> bases = type.AllInterfaces;
        for (INamedTypeSymbol? parent = type.BaseType; parent is not null; parent = parent.BaseType) bases = bases.Append(parent);
        IEnumerable<ISymbol> constructors = type.BaseType?.InstanceConstructors ?? [];
        return bases.SelectMany(parent => parent.GetMembers()).Where(member => member.IsAbstract).Concat(constructors);
    }

    private static ISymbol? Overridden(ISymbol? member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        IEventSymbol @event => @event.OverriddenEvent,
        _ => null,
    };
}
