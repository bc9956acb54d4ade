using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Vae.Contracts.Tests.Sources;
using Vae.Contracts.Tests.Stubs;
using Vae.Contracts.Tests.Text;

namespace Vae.Contracts.Tests;

/// <summary>The comparison can fail: each file that names a member of a library is refused when that member's name has a letter too many.</summary>
public sealed class MisspellingTests(NugetSources stack)
{
    public static TheoryData<string> Libraries => SourcesAgainstContractTests.Libraries;

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Sources_AreRefused_WhenAMemberIsMisspelt(string name)
    {
        ContractStub stub = stack.Stub(Library.Named(name));

        (SyntaxTree File, SyntaxToken Name, Compilation Project)[] uses =
            [.. stack.Projects.SelectMany(project => project.SyntaxTrees.SelectMany(tree => FirstUse(project, tree, stub)))];

        uses.ShouldNotBeEmpty($"no source names a member of {name}");
        foreach ((SyntaxTree file, SyntaxToken member, Compilation project) in uses)
        {
            int line = file.GetLineSpan(member.Span).StartLinePosition.Line + 1;
            Misspelt(project, file, member).ShouldContain(
                finding => finding.Line == line && finding.Message.Contains(member.Text + "x", StringComparison.Ordinal),
                $"{member.Text}x in {file.FilePath}({line}) was not found");
        }
    }

    private static IEnumerable<(SyntaxTree, SyntaxToken, Compilation)> FirstUse(CSharpCompilation project, SyntaxTree tree, ContractStub stub)
    {
        SemanticModel model = project.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes()
            .OfType<MemberAccessExpressionSyntax>()
            .Where(access => model.GetSymbolInfo(access).Symbol is { } symbol && stub.LineOf((symbol as IMethodSymbol)?.ReducedFrom ?? symbol) is { IsType: false })
            .Select(access => (tree, access.Name.Identifier, (Compilation)project))
            .Take(1);
    }

    private static IReadOnlyList<Finding> Misspelt(Compilation project, SyntaxTree file, SyntaxToken member)
    {
        SyntaxNode root = file.GetRoot().ReplaceToken(member, SyntaxFactory.Identifier(member.LeadingTrivia, member.Text + "x", member.TrailingTrivia));
        SyntaxTree changed = file.WithRootAndOptions(root, file.Options);
        return Finding.From(project.ReplaceSyntaxTree(file, changed).GetSemanticModel(changed).GetDiagnostics());
    }
}
